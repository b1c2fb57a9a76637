"""The terminal: what it can show, and what text may reach it, in which letters and in which order."""
