"""Filtering the list: the line that the filter is typed in, what it completes to, and how far a filter is done."""
