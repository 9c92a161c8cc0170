"""Traces written out: pure, one module a format or family, one registry."""
