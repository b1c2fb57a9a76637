"""Articles in, annotations out: everything that outlives a key press, usable without a screen."""
