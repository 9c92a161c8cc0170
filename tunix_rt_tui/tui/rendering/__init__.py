"""Text of a trace made easier to read: Markdown laid out, formulas in plain letters."""
