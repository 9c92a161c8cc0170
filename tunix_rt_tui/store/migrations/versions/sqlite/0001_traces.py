"""traces with their payloads, step types, facts, tags, origins and full-text index"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)


UP = (
    # What a listing shows. AUTOINCREMENT: the key of a purged trace is never given out again.
    """
    CREATE TABLE traces (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        created_at INTEGER NOT NULL,
        trace_version TEXT NOT NULL,
        source TEXT NOT NULL,
        steps INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        prompt_preview TEXT NOT NULL,
        content_hash BLOB NOT NULL,
        deleted_at INTEGER
    )
    """,
    # Each index ends in seq, as all do, and so yields its traces in order; those for finding hold
    # no trash. With deleted_at as a column an index answers without the table. `traces_live` is the
    # plain list; were deleted_at its first column, the planner would prefer it to all that find.
    "CREATE INDEX traces_live ON traces (seq, deleted_at) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_trash ON traces (seq, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX traces_by_source ON traces (source) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_by_version ON traces (trace_version) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_by_date ON traces (created_at, deleted_at) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_by_hash ON traces (content_hash)",
    "CREATE TABLE trace_payloads (seq INTEGER PRIMARY KEY, payload TEXT NOT NULL)",
    """
    CREATE TABLE trace_step_types (
        seq INTEGER NOT NULL,
        type TEXT NOT NULL,
        n INTEGER NOT NULL,
        chars INTEGER NOT NULL,
        PRIMARY KEY (seq, type)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX trace_step_types_by_type ON trace_step_types (type)",
    """
    CREATE TABLE trace_facts (
        seq INTEGER NOT NULL,
        key TEXT NOT NULL,
        text TEXT,
        num REAL,
        PRIMARY KEY (seq, key)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX trace_facts_by_num ON trace_facts (key, num) WHERE num IS NOT NULL",
    "CREATE INDEX trace_facts_by_text ON trace_facts (key, text) WHERE text IS NOT NULL",
    """
    CREATE TABLE trace_tags (
        seq INTEGER NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (seq, tag)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX trace_tags_by_tag ON trace_tags (tag)",
    # `file` is a BLOB where a name is no UTF-8; `raw` is compressed by zlib.
    """
    CREATE TABLE trace_origins (
        seq INTEGER PRIMARY KEY,
        file TEXT NOT NULL,
        record INTEGER NOT NULL,
        raw BLOB
    )
    """,
    # Without content of its own: the text is in the payloads, and this is only how to find it.
    """
    CREATE VIRTUAL TABLE trace_search USING fts5 (
        prompt, steps, answer, content = '', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    # One row while the index is made anew: what lies beyond `after`, up to `until`, is not in it.
    "CREATE TABLE trace_search_rebuild (after INTEGER NOT NULL, until INTEGER NOT NULL)",
)

DOWN = (
    "DROP TABLE trace_search_rebuild",
    "DROP TABLE trace_search",
    "DROP TABLE trace_origins",
    "DROP TABLE trace_tags",
    "DROP TABLE trace_facts",
    "DROP TABLE trace_step_types",
    "DROP TABLE trace_payloads",
    "DROP TABLE traces",
)
