"""The one main screen: a list, a trace view and an editor, each with a desk that serves it."""
