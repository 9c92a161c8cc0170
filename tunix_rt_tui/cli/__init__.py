"""The command line: it translates words to use cases, and what they return to text."""
