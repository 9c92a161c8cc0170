"""Traces in a SQLite database: a file on this machine, or in a home folder on a network."""
