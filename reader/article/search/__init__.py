"""Searching in the text: what matches, where it stands, the line it is typed in."""
