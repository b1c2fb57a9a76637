"""Backups of a library: what they are called and which are kept, how they are made, and how one is put back."""
