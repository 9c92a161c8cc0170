"""How the store, the API and RediAI are."""
