"""What a library is after the power went: a disk that forgets what was not brought to it."""
