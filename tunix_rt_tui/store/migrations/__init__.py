"""The schema of the databases, step by step, by Alembic.

Each kind of database has a history of its own in `versions/<kind>/`, in its own SQL. `known` names
the revisions without loading Alembic; `running` moves a database; `writing` begins a new revision.
"""
