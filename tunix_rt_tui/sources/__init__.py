"""Paths and streams to raw records with their place: the only part that opens foreign files.

A file is known by its content, never by its suffix, and read in chunks: memory stays the same
whatever its size.
"""
