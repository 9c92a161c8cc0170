"""What goes out equals what came in."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.support.files import write
from tests.support.memory_store import MemoryStore
from tests.support.stores import add, all_keys
from tests.support.strategies import documents
from tests.support.traces import make_document, make_trace, make_traces, parsed
from tunix_rt_tui.library import exporting
from tunix_rt_tui.library.exporting import Export, Exported
from tunix_rt_tui.library.importing import ImportOptions, import_records
from tunix_rt_tui.library.output_formats import NAMES, format_named
from tunix_rt_tui.store.contract import NewTrace, Origin
from tunix_rt_tui.trace.compacting import on_one_line
from tunix_rt_tui.trace.model import content_hash


async def exported(store: MemoryStore) -> bytes:
    out = io.BytesIO()
    export = Export(out.write)
    await export.run(store)
    assert export.written == out.getvalue().count(b"\n")
    return out.getvalue()


@given(
    st.lists(documents(), max_size=5, unique_by=content_hash),
    st.sampled_from([None, 0, 3]),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
async def test_an_export_imported_into_a_fresh_store_gives_equal_documents_in_the_same_order(
    tmp_path_factory: pytest.TempPathFactory,
    originals: list[dict[str, Any]],
    indent: int | None,
    ascii_only: bool,
    line_end: str,
) -> None:
    store, fresh = MemoryStore(), MemoryStore()
    written = [
        json.dumps(each, indent=indent, ensure_ascii=ascii_only).replace("\n", line_end)
        for each in originals
    ]
    await add(store, *[NewTrace(parsed(text), "test") for text in written])
    file = tmp_path_factory.mktemp("export") / "all.jsonl"
    file.write_bytes(await exported(store))
    summary = await import_records(fresh, [str(file)], ImportOptions(), stdin=io.BytesIO())
    assert (summary.added, summary.refused) == (len(originals), 0)
    kept = await fresh.traces(sorted(await all_keys(fresh)))
    assert [content_hash(json.loads(each.text)) for each in kept] == [
        content_hash(each) for each in originals
    ]
    assert await exported(fresh) == await exported(store)


@given(documents(), st.sampled_from([0, 1, 4, "\t"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_document_folded_to_one_line_is_the_same_document(
    document: dict[str, Any], indent: int | str, line_end: str
) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=False).replace("\n", line_end)
    line = on_one_line(text)
    assert "\n" not in line
    assert "\r" not in line
    assert content_hash(json.loads(line)) == content_hash(document)


def test_a_document_on_one_line_stays_as_it_is() -> None:
    line = '{"a":  "\u2028 \\n",\t"b": 1.50}'
    assert on_one_line(f" {line}\n") == line


async def test_the_trash_is_not_exported() -> None:
    store = MemoryStore()
    [_, trashed] = await add(store, *make_traces(2))
    await store.delete([trashed])
    [line] = (await exported(store)).splitlines()
    assert json.loads(line)["meta"]["number"] == 1


async def test_what_goes_to_the_trash_meanwhile_is_left_out() -> None:
    class Hasty(MemoryStore):
        async def keys(self, scope: Any = "live") -> Any:
            async for keys in super().keys(scope):
                yield keys
            await self.delete([(await self.summaries([1]))[0].id])

    store = Hasty()
    await add(store, *make_traces(2))
    [line] = (await exported(store)).splitlines()
    assert json.loads(line)["meta"]["number"] == 2


async def test_large_documents_are_fetched_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "SLICE_BYTES", 2000)
    monkeypatch.setattr(exporting, "SLICE_ROWS", 4)
    fetched: list[int] = []

    class Watched(MemoryStore):
        async def traces(self, keys: Any) -> Any:
            fetched.append(len(keys))
            return await super().traces(keys)

        async def summaries(self, keys: Any) -> Any:
            return [trace.summary for trace in await super().traces(keys)]

    store = Watched()
    await add(store, *[make_trace(n, final_answer="x" * 900) for n in range(10)])
    done: list[tuple[int, int]] = []
    out = io.BytesIO()
    await Export(out.write, lambda *now: done.append(now)).run(store)
    assert len(out.getvalue().splitlines()) == 10
    assert max(fetched) == 1
    assert done == [(4, 10), (8, 10), (10, 10)]


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    from tunix_rt_tui.library.targets import write_whole

    target = tmp_path / "all.jsonl"
    target.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), write_whole(target) as file:  # noqa: PT012 - one write, one fault
        file.write(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"before"
    with write_whole(target) as file:
        file.write(b"after")
        assert target.read_bytes() == b"before"
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


async def written_as(store: MemoryStore, name: str) -> tuple[bytes, Exported]:
    """What an export in a format gives, and what is said of it."""
    out = io.BytesIO()
    export = Export(out.write, form=format_named(name))
    await export.run(store)
    return out.getvalue(), export.done


@pytest.mark.parametrize("name", NAMES)
async def test_every_format_writes_every_trace(name: str) -> None:
    store = MemoryStore()
    await add(store, *make_traces(3))
    data, done = await written_as(store, name)
    assert done == (3, {})
    places = [data.decode().index(f"What is {n} plus {n}?") for n in (1, 2, 3)]
    assert places == sorted(places)
    if format_named(name).is_json:
        assert len([json.loads(line) for line in data.splitlines()]) == 3


async def test_a_table_has_its_head_and_sheets_have_lines_between_them() -> None:
    store = MemoryStore()
    assert (await written_as(store, "csv"))[0].startswith(b"id,created_at,")
    assert await written_as(store, "md") == (b"", (0, {}))
    await add(store, *make_traces(3))
    assert (await written_as(store, "csv"))[0].count(b"\r\n") == 4
    sheets, _ = await written_as(store, "md")
    kinds = [token.type for token in MarkdownIt("commonmark").parse(sheets.decode())]
    assert kinds.count("hr") == 2
    assert sheets.count(b"\n# Trace ") == 2


async def test_records_are_written_as_they_came_in_and_what_is_shared_is_counted() -> None:
    store = MemoryStore()
    raw = b'{"question": "?",  "code": ["a", "b"]}'
    for n in (1, 2):
        await add(store, make_trace(n, origin=Origin("a.jsonl", 1, raw)))
    data, done = await written_as(store, "original")
    assert data == raw + b"\n"
    assert (done.written, [*done.remarks.values()]) == (2, [1])


async def test_others_get_their_turn_during_a_long_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BREATH", 0)
    store = MemoryStore()
    await add(store, *make_traces(5))
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await Export(lambda _: None).run(store)
    counting.cancel()
    assert turns >= 5


@given(
    st.lists(documents(), min_size=1, max_size=3, unique_by=content_hash),
    st.sampled_from(
        ["tunix_rt.trace", "tunix_rt.tunix_sft", "tunix_rt.training_example", "original"]
    ),
)
async def test_what_goes_out_whole_comes_back_whole(
    tmp_path_factory: pytest.TempPathFactory, originals: list[dict[str, Any]], name: str
) -> None:
    store, fresh = MemoryStore(), MemoryStore()
    await add(store, *[NewTrace(parsed(document), "test") for document in originals])
    data, _ = await written_as(store, name)
    file = write(tmp_path_factory.mktemp("export") / "all.jsonl", data)
    summary = await import_records(fresh, [str(file)], ImportOptions(), stdin=io.BytesIO())
    assert (summary.added, summary.refused) == (len(originals), 0)
    kept = await fresh.traces(sorted(await all_keys(fresh)))
    hashes = [content_hash(json.loads(each.text)) for each in kept]
    assert hashes == [content_hash(each) for each in originals]
    again, _ = await written_as(fresh, "original")
    assert again == data


@pytest.mark.parametrize("indent", [None, 2])
async def test_originals_that_came_as_canonical_are_imported_again(
    tmp_path: Path, indent: int | None
) -> None:
    store, fresh = MemoryStore(), MemoryStore()
    texts = [json.dumps(make_document(n), indent=indent) for n in (1, 2)]
    await add(store, *[NewTrace(parsed(text), "test") for text in texts])
    data, _ = await written_as(store, "original")
    assert data.decode() == "".join(f"{text}\n" for text in texts)
    file = write(tmp_path / "all.jsonl", data)
    summary = await import_records(fresh, [str(file)], ImportOptions(), stdin=io.BytesIO())
    assert (summary.added, summary.refused) == (2, 0)


async def test_how_a_trace_came_about_is_known_when_it_is_written() -> None:
    store = MemoryStore()
    origin = Origin("a.jsonl", 1, None, "prompt_completion", {"joins": {"1": "\n"}})
    steps = [{"i": i, "type": "reasoning", "content": f"Step {i}."} for i in (0, 1)]
    await add(store, make_trace(1, origin=origin, steps=steps))
    data, _ = await written_as(store, "prompt_completion")
    assert json.loads(data)["completion"].startswith("<think>\nStep 0.\nStep 1.\n</think>")
    _, done = await written_as(store, "original")
    assert [*done.remarks.values()] == [1]


@pytest.mark.parametrize("between", [", ", ",\n  "])
async def test_the_messages_of_a_file_come_out_as_the_one_chat_that_they_are(
    tmp_path: Path, between: str
) -> None:
    messages = ['{"role": "user",  "content": "1+1?"}', '{"role": "assistant", "content": "2"}']
    file = write(tmp_path / "chat.json", f"[{between.join(messages)}]\n".encode())
    store, fresh = MemoryStore(), MemoryStore()
    await import_records(store, [str(file)], ImportOptions(), stdin=io.BytesIO())
    data, done = await written_as(store, "original")
    assert (data.decode(), done) == (f"[{', '.join(messages)}]\n", (1, {}))
    another = write(tmp_path / "another.json", data.replace(b"1+1?", b"2+0?"))
    await import_records(store, [str(another)], ImportOptions(), stdin=io.BytesIO())
    data, _ = await written_as(store, "original")
    again = write(tmp_path / "again.jsonl", data)
    await import_records(fresh, [str(again)], ImportOptions(), stdin=io.BytesIO())
    assert await exported(fresh) == await exported(store)


CSV_TEXT = (
    b'prompt,completion,"reward"\r\n"1+1?","<think>One.\n\nMore.</think>2",1.0\r\n'
    b'2+2?,"<think>Two, ""twice"".</think>4",\r\n'
)


async def test_rows_come_out_below_their_header_and_are_imported_again(tmp_path: Path) -> None:
    file = write(tmp_path / "run.csv", CSV_TEXT)
    store, fresh = MemoryStore(), MemoryStore()
    await import_records(store, [str(file)], ImportOptions(), stdin=io.BytesIO())
    data, _ = await written_as(store, "original")
    header, rows = data.split(b"\n", 1)
    assert header == b"prompt,completion,reward"
    assert rows == CSV_TEXT.split(b"\r\n", 1)[1].replace(b"\r\n", b"\n")
    again = write(tmp_path / "again.csv", data)
    summary = await import_records(fresh, [str(again)], ImportOptions(), stdin=io.BytesIO())
    assert (summary.added, summary.refused) == (2, 0)
    assert await exported(fresh) == await exported(store)
    assert await written_as(fresh, "original") == (data, (2, {}))


async def test_rows_of_parquet_come_out_as_json_and_are_imported_again(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "run.parquet"
    rows = [{"prompt": f"{n}+1?", "completion": "<think>a</think>2", "r": n / 2} for n in (1, 2)]
    pq.write_table(pa.Table.from_pylist(rows), file)
    store, fresh = MemoryStore(), MemoryStore()
    await import_records(store, [str(file)], ImportOptions(), stdin=io.BytesIO())
    data, _ = await written_as(store, "original")
    assert [json.loads(line) for line in data.splitlines()] == rows
    again = write(tmp_path / "again.jsonl", data)
    await import_records(fresh, [str(again)], ImportOptions(), stdin=io.BytesIO())
    assert await exported(fresh) == await exported(store)
