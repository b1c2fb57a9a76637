"""The library’s file: where it lies, whose turn it is, which files are refused, and what is not let into the program."""
