"""`python -m tests.bench.api.plain DATABASE PORT`: an API of traces as one writes it in an hour.

The reference of the part `api`, made as the M2 service was: FastAPI with pydantic models,
SQLAlchemy's asynchronous sessions over aiosqlite, one commit a request, payloads in a JSON column,
no index but the primary key's, and pages by `ORDER BY created_at DESC` with `OFFSET`.
"""

import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel, Field, field_validator
from sqlalchemy import JSON, DateTime, String, Uuid, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

MAX_BYTES = 1_048_576


class TraceStep(BaseModel):
    """A step, by the rules of the service."""

    i: int = Field(ge=0)
    type: str = Field(min_length=1, max_length=64)
    content: str = Field(min_length=1, max_length=20_000)


class ReasoningTrace(BaseModel):
    """A trace, by the rules of the service."""

    trace_version: str = Field(min_length=1, max_length=64)
    prompt: str = Field(min_length=1, max_length=50_000)
    final_answer: str = Field(min_length=1, max_length=50_000)
    steps: list[TraceStep] = Field(min_length=1, max_length=1000)
    meta: dict[str, Any] | None = None

    @field_validator("steps")
    @classmethod
    def number_once(cls, steps: list[TraceStep]) -> list[TraceStep]:
        """Refuse a number that two steps have."""
        if len({step.i for step in steps}) != len(steps):
            raise ValueError("step numbers must be unique")
        return steps


class Named(BaseModel):
    """A trace without its payload."""

    id: UUID
    created_at: datetime
    trace_version: str


class Whole(Named):
    """A trace with its payload."""

    payload: ReasoningTrace


class Pagination(BaseModel):
    """Where a page is."""

    limit: int
    offset: int
    next_offset: int | None


class Listed(BaseModel):
    """A page."""

    data: list[Named]
    pagination: Pagination


class Base(DeclarativeBase):
    """The tables."""


class Row(Base):
    """The one table."""

    __tablename__ = "traces"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC)
    )
    trace_version: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)


async def _session(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.sessions() as one:
        yield one


Session = Annotated[AsyncSession, Depends(_session)]


def make_app(database: str) -> FastAPI:
    """The service over a database whose table is there."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{database}")
    app = FastAPI()
    app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def limit_size(request: Request) -> None:
        if int(request.headers.get("content-length", 0)) > MAX_BYTES:
            raise HTTPException(413, f"Payload size exceeds maximum of {MAX_BYTES} bytes")

    @app.get("/api/health")
    async def health() -> dict[str, str]:
        return {"status": "healthy"}

    @app.post("/api/traces", status_code=201, dependencies=[Depends(limit_size)])
    async def create(trace: ReasoningTrace, db: Session) -> Named:
        row = Row(trace_version=trace.trace_version, payload=trace.model_dump())
        db.add(row)
        await db.commit()
        await db.refresh(row)
        return Named(id=row.id, created_at=row.created_at, trace_version=row.trace_version)

    @app.get("/api/traces/{trace_id}")
    async def fetch(trace_id: UUID, db: Session) -> Whole:
        row = (await db.execute(select(Row).where(Row.id == trace_id))).scalar_one_or_none()
        if row is None:
            raise HTTPException(404, f"Trace with id {trace_id} not found")
        payload = ReasoningTrace(**row.payload)
        return Whole(
            id=row.id,
            created_at=row.created_at,
            trace_version=row.trace_version,
            payload=payload,
        )

    @app.get("/api/traces")
    async def page(db: Session, limit: int = 20, offset: int = 0) -> Listed:
        newest = select(Row).order_by(Row.created_at.desc())
        rows = (await db.execute(newest.limit(limit + 1).offset(offset))).scalars().all()
        more = offset + limit if len(rows) > limit else None
        return Listed(
            data=[
                Named(id=row.id, created_at=row.created_at, trace_version=row.trace_version)
                for row in rows[:limit]
            ],
            pagination=Pagination(limit=limit, offset=offset, next_offset=more),
        )

    return app


def main(database: str, port: str) -> None:
    """Serve on loopback as uvicorn does unless told otherwise."""
    uvicorn.run(make_app(database), host="127.0.0.1", port=int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
