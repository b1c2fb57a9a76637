"""Formats that a library is written to and read from, one module each. Knows nothing of files or screens."""
