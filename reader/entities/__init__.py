"""Entities as a person meets them: the picker now, the desk when it comes."""
