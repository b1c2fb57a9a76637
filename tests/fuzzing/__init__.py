"""Bytes that nobody meant, for every parser of ours: it gives an answer or one of our errors, in bounded time and memory.

`python -m tests.fuzzing NAME --seconds 60` looks for long; what was found is kept in corpus/ and given again by the suite.
"""
