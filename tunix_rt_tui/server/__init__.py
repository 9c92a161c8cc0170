"""The HTTP API: what the original M2 service answers, and what a store can do beyond that."""
