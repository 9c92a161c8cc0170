"""Parts that screens are made of: each knows neither a store nor a screen."""
