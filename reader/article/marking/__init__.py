"""Making and changing marks, and their notes."""
