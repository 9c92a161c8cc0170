"""Whole views of the app and its dialogs, one a file."""
