"""Importing files and folders: what to import, and how it goes."""
