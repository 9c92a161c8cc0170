"""Dialogs that help to read a trace: its outline, its types of steps, characters, bookmarks."""
