"""Claims as a person meets them: the form now, the desk when it comes."""
