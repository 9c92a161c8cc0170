"""Rows with a prompt and what a model made of it."""
