"""traces with all that is known about them, the index of words, and views"""

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


# Text is compared by code points, whatever the collation of the database, as in every store.
UP = (
    # The highest key that was given out. Who adds holds its row: keys become visible in order.
    "CREATE TABLE trace_counter (newest BIGINT NOT NULL)",
    "INSERT INTO trace_counter (newest) VALUES (0)",
    # Times are microseconds since 1970. `prompt_key` and `answer_key` are the first eight bytes of
    # the SHA-256 of each text without white space at its ends.
    """
    CREATE TABLE traces (
        seq BIGINT PRIMARY KEY,
        id TEXT COLLATE "C" NOT NULL UNIQUE,
        created_at BIGINT NOT NULL,
        trace_version TEXT COLLATE "C" NOT NULL,
        source TEXT COLLATE "C" NOT NULL,
        steps INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        prompt_preview TEXT COLLATE "C" NOT NULL,
        content_hash BYTEA NOT NULL,
        deleted_at BIGINT,
        prompt_key BIGINT NOT NULL,
        answer_key BIGINT NOT NULL,
        chars BIGINT NOT NULL,
        tokens BIGINT NOT NULL
    )
    """,
    "CREATE INDEX traces_live ON traces (seq) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_trash ON traces (seq) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX traces_by_source ON traces (source, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_by_version ON traces (trace_version, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_by_date ON traces (created_at, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_by_prompt ON traces (prompt_key, seq) WHERE deleted_at IS NULL",
    "CREATE INDEX traces_by_hash ON traces (content_hash, (deleted_at IS NOT NULL), seq)",
    "CREATE TABLE trace_payloads (seq BIGINT PRIMARY KEY, payload TEXT NOT NULL)",
    """
    CREATE TABLE trace_step_types (
        seq BIGINT NOT NULL,
        type TEXT COLLATE "C" NOT NULL,
        n INTEGER NOT NULL,
        chars INTEGER NOT NULL,
        PRIMARY KEY (seq, type)
    )
    """,
    "CREATE INDEX trace_step_types_by_type ON trace_step_types (type, seq)",
    """
    CREATE TABLE trace_facts (
        seq BIGINT NOT NULL,
        key TEXT COLLATE "C" NOT NULL,
        text TEXT COLLATE "C",
        num DOUBLE PRECISION,
        PRIMARY KEY (seq, key)
    )
    """,
    "CREATE INDEX trace_facts_by_num ON trace_facts (key, num, seq) WHERE num IS NOT NULL",
    "CREATE INDEX trace_facts_by_text ON trace_facts (key, text, seq) WHERE text IS NOT NULL",
    """
    CREATE TABLE trace_tags (
        seq BIGINT NOT NULL,
        tag TEXT COLLATE "C" NOT NULL,
        PRIMARY KEY (seq, tag)
    )
    """,
    "CREATE INDEX trace_tags_by_tag ON trace_tags (tag, seq)",
    # "answer", "end", "reasoning": a row for each that a trace lacks.
    """
    CREATE TABLE trace_lacks (
        seq BIGINT NOT NULL,
        lacks TEXT COLLATE "C" NOT NULL,
        PRIMARY KEY (seq, lacks)
    )
    """,
    "CREATE INDEX trace_lacks_by_lacks ON trace_lacks (lacks, seq)",
    # `file` is a name as the file system has it; `raw` is compressed by zlib; `notes` is JSON.
    """
    CREATE TABLE trace_origins (
        seq BIGINT PRIMARY KEY,
        file BYTEA NOT NULL,
        record BIGINT NOT NULL,
        raw BYTEA,
        format TEXT,
        notes TEXT
    )
    """,
    # Which words a trace has, not where; more than one row where they are very many.
    """
    CREATE TABLE trace_search (
        seq BIGINT NOT NULL,
        part INTEGER NOT NULL,
        prompt TSVECTOR NOT NULL,
        steps TSVECTOR NOT NULL,
        answer TSVECTOR NOT NULL,
        PRIMARY KEY (seq, part)
    )
    """,
    "CREATE INDEX trace_search_words ON trace_search USING gin (prompt, steps, answer)",
    """
    CREATE TABLE views (
        name TEXT COLLATE "C" PRIMARY KEY, query TEXT NOT NULL, layout TEXT NOT NULL
    )
    """,
)

DOWN = (
    "DROP TABLE views",
    "DROP TABLE trace_search",
    "DROP TABLE trace_origins",
    "DROP TABLE trace_lacks",
    "DROP TABLE trace_tags",
    "DROP TABLE trace_facts",
    "DROP TABLE trace_step_types",
    "DROP TABLE trace_payloads",
    "DROP TABLE traces",
    "DROP TABLE trace_counter",
)
