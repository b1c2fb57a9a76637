"""A desk: marks of all articles put in order, a row each, filtered, sorted and selected. What its rows are a stock says."""
