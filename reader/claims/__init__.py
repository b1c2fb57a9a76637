"""Claims as a person meets them: the form, the desk of all of them, disputes, suggested pairs."""
