"""From text and width to rows: where lines break, and which letter stands in which cell. Pure."""
