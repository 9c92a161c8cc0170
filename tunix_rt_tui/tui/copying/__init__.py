"""Getting text out of the app, through whatever is between it and a clipboard."""
