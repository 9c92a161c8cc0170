"""A store in PostgreSQL, for a team; through asyncpg."""
