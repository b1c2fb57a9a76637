"""Digests, by which bytes and texts are known again wherever they come from. Pure."""

from __future__ import annotations


def sha256_of(raw: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    import hashlib  # it brings OpenSSL, 4 MB, and whoever reads has nothing to compare

    return hashlib.sha256(raw).hexdigest()
