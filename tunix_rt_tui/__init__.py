"""A terminal workbench for reasoning traces."""

__version__ = "0.1.0"
