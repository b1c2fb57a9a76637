"""Taking in what another library has: `other` opens it, `identities` finds what is the same in both, `uniting` brings rows and
history, `deciding` settles what was changed in both, `following` makes anew what is derived.
"""
