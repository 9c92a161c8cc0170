"""The query language: what is typed, what it means, and where in a trace it is found."""
