"""The tag set, to be looked at and changed."""
