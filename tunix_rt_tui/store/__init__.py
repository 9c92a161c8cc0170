"""Where traces live."""
