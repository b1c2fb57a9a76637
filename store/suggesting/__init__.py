"""Proposals that a person accepts or rejects: what the words themselves say about a claim or a name. Pure."""
