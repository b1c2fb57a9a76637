"""Adding beside reading: a process of its own that adds, what it tells, and the keys that begin and stop it."""
