"""The statistics of what is listed."""
