"""Whether a library is what it says it is; used by the doctor and by those who make copies."""
