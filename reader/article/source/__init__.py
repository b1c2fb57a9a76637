"""The source view: the lines an article was made from, those that were left out among them, and how a reader overrules that."""
