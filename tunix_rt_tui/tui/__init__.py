"""The terminal app: the only place that knows Textual and Rich.

What loads pydantic, a driver, SQL or HTTP is imported by the jobs that need it, after the first
paint, and elsewhere for type checkers only: a person sees the app before the store is open.
"""
