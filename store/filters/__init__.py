"""The language in which articles are chosen: one for the list, the desks and the command line. Pure; knows no database."""
