"""Plain-text dumps: their lines told apart by rules and by a learned scorer. English only; the rest is left as it is."""
