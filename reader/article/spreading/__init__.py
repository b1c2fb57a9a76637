"""Marking every occurrence of a name: in the article that is read, and in many."""
