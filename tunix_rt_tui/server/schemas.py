"""What the routes take and answer, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from tunix_rt_tui.server.parameters import MAX_PAGE
from tunix_rt_tui.trace.model import ReasoningTrace, TraceStep

Schema = dict[str, Any]
Documented = dict[int | str, dict[str, Any]]
"""Answers by their status, as FastAPI takes them."""

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ID: Schema = {"type": "string", "format": "uuid"}
IDS: Schema = {"type": "array", "items": ID}
TEXTS: Schema = {"type": "array", "items": TEXT}


def object_of(_open: bool = False, **properties: Schema) -> Schema:
    """An object that has these members, all of them, and others only where it is open."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": _open,
    }


def list_of(items: Schema) -> Schema:
    """An array."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """That, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


DETAIL = object_of(detail=TEXT)
PROBLEMS = object_of(
    detail=list_of(
        object_of(
            loc=list_of({"anyOf": [TEXT, {"type": "integer"}]}),
            msg=TEXT,
            type=TEXT,
        )
    )
)
REFUSED = object_of(detail={"anyOf": [TEXT, PROBLEMS["properties"]["detail"]]})

ADDED = object_of(id=ID, created_at=MOMENT, trace_version=TEXT)


def _trace_schema() -> Schema:
    """Describe a trace in one piece, the step within it."""
    schema = ReasoningTrace.model_json_schema()
    del schema["$defs"]
    schema["properties"]["steps"]["items"] = TraceStep.model_json_schema()
    return schema


TRACE = _trace_schema()
STORED = object_of(id=ID, created_at=MOMENT, trace_version=TEXT, payload={"type": "object"})
SUMMARY = object_of(
    id=ID,
    created_at=MOMENT,
    trace_version=TEXT,
    source=TEXT,
    steps=COUNT,
    bytes=COUNT,
    prompt_preview=TEXT,
    tags=TEXTS,
    verdict={"type": "null"},
)


def answers(*faults: int, ok: Schema | None, status: int = 200) -> Documented:
    """Document a good answer, None for one without a body, and the faults that there may be."""
    good = {"description": "Done"} if ok is None else _json("What was asked for", ok)
    described: Documented = {status: good}
    for fault in (*faults, 401, 503):
        described[fault] = _json(_FAULTS[fault], REFUSED if fault == 422 else DETAIL)
    return described


def _json(description: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_FAULTS = {
    400: "The request ended before its body did",
    401: "The token is missing, or another one",
    403: "The store may only be read",
    404: "There is no such trace",
    413: "The body is too large",
    415: "The body is not said to be JSON",
    422: "Something of the request cannot be taken",
    429: "Too many writes",
    503: "The store cannot answer now",
}

WRITING = (400, 403, 413, 415, 422, 429)
"""Faults that whatever has a body may end with."""


def query_parameter(name: str, schema: Schema, about: str) -> Schema:
    """Document a parameter behind the question mark."""
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": about}


LIMIT = query_parameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 20},
    "Rows of a page",
)
OFFSET = query_parameter(
    "offset",
    {"type": "integer", "minimum": 0, "maximum": 2**63 - 1, "default": 0},
    "Rows to pass over",
)
QUERY = query_parameter("q", TEXT, "A query, in the language of the app")
CURSOR = query_parameter("cursor", TEXT, "The next_cursor of the page before")
SOURCE = query_parameter(
    "source", {"type": "string", "maxLength": 200}, "What the trace is said to come from"
)
TAG = query_parameter("tag", TEXTS, "A tag to put on it; several times for several")
TRACE_ID: Schema = {
    "name": "trace_id",
    "in": "path",
    "required": True,
    "schema": ID,
    "description": "The id of a trace",
}


def takes(schema: Schema, *parameters: Schema) -> Schema:
    """Document a body, and parameters."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return {"requestBody": body, "parameters": [*parameters]}


def asks(*parameters: Schema) -> Schema:
    """Document parameters."""
    return {"parameters": [*parameters]}
