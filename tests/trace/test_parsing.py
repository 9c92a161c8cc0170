"""What is a trace, what is none, and what a person is told about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tunix_rt_tui.trace.limits import (
    MAX_ANSWER_CHARS,
    MAX_DEPTH,
    MAX_PROMPT_CHARS,
    MAX_STEP_CHARS,
    MAX_STEP_TYPE_CHARS,
    MAX_STEPS,
    MAX_VERSION_CHARS,
)
from tunix_rt_tui.trace.model import content_hash
from tunix_rt_tui.trace.parsing import ParsedTrace, Problem, RefusedTrace, parse_trace

STEP = {"i": 0, "type": "compute", "content": "1 + 1 = 2"}
TRACE: dict[str, Any] = {
    "trace_version": "1.0",
    "prompt": "What is 1 + 1?",
    "final_answer": "2",
    "steps": [STEP],
}


def accepted(document: bytes | str | dict[str, Any]) -> ParsedTrace:
    """The trace of a document that must be one."""
    result = parse_trace(json.dumps(document) if isinstance(document, dict) else document)
    assert isinstance(result, ParsedTrace), result
    return result


def problems(document: bytes | str | dict[str, Any]) -> tuple[Problem, ...]:
    """The problems of a document that must be refused."""
    result = parse_trace(json.dumps(document) if isinstance(document, dict) else document)
    assert isinstance(result, RefusedTrace), result
    return result.problems


def places(document: bytes | str | dict[str, Any]) -> list[tuple[str, str]]:
    """Code and path of each problem."""
    return [(problem.code, problem.path) for problem in problems(document)]


def with_meta(text: str) -> str:
    """The text of a trace whose `meta` has a field `x` of a given text."""
    return json.dumps({**TRACE, "meta": {"x": "HERE"}}).replace('"HERE"', text)


def with_index(text: str) -> str:
    """The text of a trace whose step has an index of a given text."""
    return json.dumps({**TRACE, "steps": [{**STEP, "i": "HERE"}]}).replace('"HERE"', text)


class TestAccepting:
    """What has to be kept is kept."""

    def test_what_was_given_is_kept_to_the_letter(self) -> None:
        text = "\n" + json.dumps(TRACE, indent=3).replace("What", "  Wh\\u0061t\\t") + " \r\n"
        parsed = accepted(text)
        assert parsed.text == text
        assert parsed.trace.prompt == "  What\t is 1 + 1?"
        assert parsed.warnings == ()

    def test_bytes_and_text_are_read_alike(self) -> None:
        text = json.dumps({**TRACE, "prompt": "Ⅰ + Ⅰ = 😀?"}, ensure_ascii=False)
        assert accepted(text) == accepted(text.encode())

    @pytest.mark.parametrize("encoding", [None, "utf-8"])
    def test_one_byte_order_mark_is_dropped(self, encoding: str | None) -> None:
        text = json.dumps(TRACE)

        def received(text: str) -> str | bytes:
            return text.encode(encoding) if encoding else text

        assert accepted(received("\ufeff" + text)).text == text
        [problem] = problems(received("\ufeff\ufeff" + text))
        assert (problem.code, problem.line, problem.column) == ("E_JSON", 1, 1)

    @pytest.mark.parametrize("meta", [None, {}, {"a": [1, {"b": [None, True, 0.5]}]}])
    def test_meta_is_an_object_or_null_or_absent(self, meta: dict[str, Any] | None) -> None:
        assert accepted({**TRACE, "meta": meta}).trace.meta == meta
        assert "meta" not in accepted(TRACE).trace.model_fields_set

    def test_step_indices_need_no_order(self) -> None:
        steps = [{**STEP, "i": i} for i in (7, 0, 10**40, 3)]
        assert [step.i for step in accepted({**TRACE, "steps": steps}).trace.steps] == [
            7,
            0,
            10**40,
            3,
        ]

    def test_unknown_fields_are_kept_with_a_warning_at_their_keys(self) -> None:
        text = '{"trace_version":"1","prompt":"p","final_answer":"a",\n "xtra": [1],\n'
        text += ' "steps":[{"i":0,"type":"t",\n  "conf":0.5,"content":"c"}]}'
        parsed = accepted(text)
        assert [(w.code, w.path, w.line, w.column) for w in parsed.warnings] == [
            ("W_UNKNOWN_FIELD", "/xtra", 2, 2),
            ("W_UNKNOWN_FIELD", "/steps/0/conf", 4, 3),
        ]
        assert parsed.trace.document() == json.loads(text)
        assert parsed.trace.model_extra == {"xtra": [1]}

    def test_what_looks_like_a_key_in_a_string_is_none(self) -> None:
        text = '{"prompt":1,"prompt" : 2} \\ \\" ": '
        assert accepted({**TRACE, "prompt": text}).trace.prompt == text

    def test_every_escape_is_read(self) -> None:
        text = r"\" \\ \/ \b \f \n \r \t \u00e9 \ud83d\ude00 \uD83D\uDE00 \\u0000"
        parsed = accepted(json.dumps(TRACE).replace("What is", text))
        assert parsed.trace.prompt.startswith('" \\ / \b \f \n \r \t é 😀 😀 \\u0000 1')

    def test_the_hash_knows_content_alone(self) -> None:
        shuffled = json.dumps(dict(reversed(TRACE.items())), indent=4)
        assert accepted(TRACE).content_hash() == accepted(shuffled).content_hash()
        assert accepted(TRACE).content_hash() == content_hash(TRACE)
        assert accepted(with_meta("1")).content_hash() != accepted(with_meta("1.0")).content_hash()


class TestLimits:
    """The last that is allowed, and the first that is not."""

    @pytest.mark.parametrize(
        ("field", "limit"),
        [
            ("trace_version", MAX_VERSION_CHARS),
            ("prompt", MAX_PROMPT_CHARS),
            ("final_answer", MAX_ANSWER_CHARS),
        ],
    )
    def test_lengths_of_the_trace_count_code_points(self, field: str, limit: int) -> None:
        accepted({**TRACE, field: "😀" * limit})
        assert places({**TRACE, field: "😀" * (limit + 1)}) == [("E_LENGTH", f"/{field}")]
        assert places({**TRACE, field: ""}) == [("E_LENGTH", f"/{field}")]

    @pytest.mark.parametrize(
        ("field", "limit"), [("type", MAX_STEP_TYPE_CHARS), ("content", MAX_STEP_CHARS)]
    )
    def test_lengths_of_a_step_count_code_points(self, field: str, limit: int) -> None:
        accepted({**TRACE, "steps": [{**STEP, field: "漢" * limit}]})
        too_long = {**TRACE, "steps": [{**STEP, field: "漢" * (limit + 1)}]}
        assert places(too_long) == [("E_LENGTH", f"/steps/0/{field}")]

    def test_number_of_steps(self) -> None:
        steps = [{**STEP, "i": i} for i in range(MAX_STEPS + 1)]
        accepted({**TRACE, "steps": steps[:-1]})
        assert places({**TRACE, "steps": steps}) == [("E_LENGTH", "/steps")]
        assert places({**TRACE, "steps": []}) == [("E_LENGTH", "/steps")]

    def test_depth_counts_the_document_as_one(self) -> None:
        accepted(with_meta("[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2)))
        [problem] = problems(with_meta("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)))
        assert (problem.code, problem.path) == ("E_DEPTH", "/meta/x" + "/0" * (MAX_DEPTH - 2))

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_size_counts_bytes_as_received(self, mark: str) -> None:
        text = mark + json.dumps({**TRACE, "prompt": "é" * 100}, ensure_ascii=False)
        size = len(text.encode())
        for document in (text, text.encode()):
            assert isinstance(parse_trace(document, max_bytes=size), ParsedTrace)
            assert parse_trace(document, max_bytes=size - 1) == RefusedTrace(
                (
                    Problem(
                        "E_SIZE",
                        "",
                        f"Payload size exceeds maximum of {size - 1} bytes",
                        *[None] * 2,
                    ),
                ),
                (),
            )

    def test_what_is_far_too_large_is_not_even_encoded(self) -> None:
        [problem] = problems("\ud800" * 1_100_000)
        assert problem.code == "E_SIZE"

    def test_long_integers(self) -> None:
        accepted(with_meta("-" + "9" * 640))
        assert places(with_meta("9" * 641)) == [("E_NUMBER", "/meta/x")]
        accepted(with_index("9" * 640))
        assert places(with_index("9" * 641)) == [("E_NUMBER", "/steps/0/i")]

    @pytest.mark.parametrize("digits", ["", "0", "640", "1000000"])
    def test_how_a_process_is_set_to_convert_integers_changes_nothing(self, digits: str) -> None:
        code = (
            "import json, sys\n"
            "from tunix_rt_tui.trace.parsing import ParsedTrace, parse_trace\n"
            "for text in sys.stdin:\n"
            "    parsed = parse_trace(text)\n"
            "    if isinstance(parsed, ParsedTrace):\n"
            "        print(parsed.content_hash(), json.dumps(parsed.trace.document()))\n"
            "    else:\n"
            "        print([problem.code for problem in parsed.problems])\n"
        )
        lengths = (1, 18, 19, 20, 640, 641, 4300, 4301, 20_000)
        texts = [with_index("9" * n) for n in lengths] + [with_meta("9" * n) for n in lengths]
        environ = {name: value for name, value in os.environ.items() if "INTMAX" not in name}
        done = subprocess.run(
            [sys.executable, "-c", code],
            input="\n".join(texts),
            env=environ | ({"PYTHONINTMAXSTRDIGITS": digits} if digits else {}),
            capture_output=True,
            text=True,
            check=True,
        )
        lines = done.stdout.splitlines()
        assert len(lines) == len(texts)
        refused = [n > 640 for n in lengths] * 2
        assert [line == "['E_NUMBER']" for line in lines] == refused
        for text, line in zip(texts, lines, strict=True):
            if line != "['E_NUMBER']":
                assert line.startswith(accepted(text).content_hash())


class TestRefusing:
    """Each fault has its code and its place."""

    @pytest.mark.parametrize("i", ["0", 1.0, True, None, [], {}])
    def test_an_index_is_an_integer(self, i: Any) -> None:
        assert places({**TRACE, "steps": [{**STEP, "i": i}]}) == [("E_TYPE", "/steps/0/i")]

    @pytest.mark.parametrize("value", [1, 1.5, False, None, ["a"], {"a": 1}])
    def test_texts_are_strings(self, value: Any) -> None:
        assert places({**TRACE, "prompt": value}) == [("E_TYPE", "/prompt")]

    @pytest.mark.parametrize("value", [1, "x", False, ["a"]])
    def test_meta_is_no_scalar_or_array(self, value: Any) -> None:
        assert places({**TRACE, "meta": value}) == [("E_TYPE", "/meta")]

    def test_containers_of_the_wrong_kind(self) -> None:
        assert places("[1, {}]") == [("E_TYPE", "")]
        assert places('"text"') == [("E_TYPE", "")]
        assert places({**TRACE, "steps": {"0": STEP}}) == [("E_TYPE", "/steps")]
        assert places({**TRACE, "steps": [[STEP], STEP]}) == [("E_TYPE", "/steps/0")]

    def test_a_step_index_is_unique_and_the_message_says_so(self) -> None:
        [problem] = problems({**TRACE, "steps": [STEP, {**STEP, "i": 1}, STEP]})
        assert (problem.code, problem.path) == ("E_DUP_STEP", "/steps/2/i")
        assert "unique" in problem.message
        assert "/steps/0" in problem.message

    def test_a_negative_index(self) -> None:
        assert places({**TRACE, "steps": [{**STEP, "i": -1}]}) == [("E_RANGE", "/steps/0/i")]

    def test_a_missing_field_is_named_by_the_path_it_would_have(self) -> None:
        assert places({**TRACE, "steps": [{"i": 0}]}) == [
            ("E_MISSING", "/steps/0/type"),
            ("E_MISSING", "/steps/0/content"),
        ]

    @pytest.mark.parametrize(
        "text",
        ['{"a":1,"a":1}', '{"a":1,"b":2,"a" :3}', '{"a":1,"\\u0061":2}', '{"a":1\n,"a"\n:2}'],
    )
    def test_a_repeated_key(self, text: str) -> None:
        assert places(with_meta(text)) == [("E_DUP_KEY", "/meta/x/a")]

    @pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e400", "-1E+999"])
    def test_a_number_that_is_none_is_one_problem_wherever_it_is(self, text: str) -> None:
        assert places(with_meta(text)) == [("E_NUMBER", "/meta/x")]
        assert places(json.dumps(TRACE).replace('"i": 0', f'"i": {text}')) == [
            ("E_NUMBER", "/steps/0/i")
        ]

    @pytest.mark.parametrize(
        "text", [r"\ud800", r"a\udc00b", r"\ud83dx", r"\ude00\ud83d ", "\ud800"]
    )
    def test_a_lone_surrogate(self, text: str) -> None:
        found = places(with_meta(f'"{text}"'))
        assert set(found) == {("E_SURROGATE", "/meta/x")}
        assert len(found) == (2 if "\\ude00" in text else 1)

    def test_a_lone_surrogate_in_a_key_never_reaches_the_path(self) -> None:
        found = problems(with_meta(r'{"\ud800": NaN, "ok": NaN}'))
        assert [(p.code, p.path) for p in found] == [
            ("E_SURROGATE", "/meta/x"),
            ("E_NUMBER", "/meta/x/\ufffd"),
            ("E_NUMBER", "/meta/x/ok"),
        ]

    @pytest.mark.parametrize("text", ['"\\u0000"', '"a\0b"', '{"\\u0000": 1}'])
    def test_a_nul_character(self, text: str) -> None:
        assert places(with_meta(text)) == [("E_NUL", "/meta/x")]

    def test_a_path_is_a_json_pointer(self) -> None:
        assert places(with_meta('{"a/b~c":[0,NaN]}')) == [("E_NUMBER", "/meta/x/a~1b~0c/1")]

    def test_bytes_that_are_no_utf8_are_told_with_all_else(self) -> None:
        found = problems('{"prompt":\n"caf\xe9, \xfc\xfd"}'.encode("latin-1"))
        assert [(p.code, p.line, p.column) for p in found if p.code == "E_ENCODING"] == [
            ("E_ENCODING", 2, 5),
            ("E_ENCODING", 2, 8),
        ]
        assert ("E_MISSING", "/steps") in [(p.code, p.path) for p in found]
        assert found[-1].message == "Not UTF-8: FC FD"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "utf-8-sig"])
    def test_other_encodings(self, encoding: str) -> None:
        document = json.dumps(TRACE).encode(encoding)
        if encoding == "utf-8-sig":
            accepted(document)
        else:
            found = problems(document)
            assert len(found) == 1
            assert found[0].code == ("E_JSON" if encoding == "utf-16-be" else "E_ENCODING")


class TestSyntax:
    """Where JSON breaks, that is said, after all that was found before."""

    @pytest.mark.parametrize(
        ("text", "line", "column"),
        [
            ("", 1, 1),
            (" \n ", 2, 2),
            ("nul", 1, 1),
            ("{", 1, 2),
            ('{"meta" 1}', 1, 9),
            ("{meta: 1}", 1, 2),
            ('{"meta": {},}', 1, 13),
            ('{"meta": [1,]}', 1, 13),
            ('{"meta": [,1]}', 1, 11),
            ('{"meta": [1 2]}', 1, 13),
            ('{"meta": {"a":01}}', 1, 16),
            ('{"meta": {"a":1.}}', 1, 16),
            ('{"meta": {"a":.5}}', 1, 15),
            ('{"meta": {"a":+1}}', 1, 15),
            ('{"meta": {"a":-}}', 1, 15),
            ('{"meta": {"a":True}}', 1, 15),
            ('{"meta": {"a":\n"b}}', 2, 1),
            ('{"meta": {"b', 1, 11),
            ('{"meta": [1}', 1, 12),
            ('{"meta": [}1]}', 1, 11),
            ('{"meta": {]"a":1}}', 1, 11),
            ('{"meta": {}]}', 1, 12),
            ('{"meta": {"a":[1}2]}}', 1, 17),
            ('{"meta": {\ud800}}', 1, 11),
        ],
    )
    def test_where_it_breaks(self, text: str, line: int, column: int) -> None:
        [problem] = problems(text)
        assert problem.code == ("E_SURROGATE" if "\ud800" in text else "E_JSON")
        assert (problem.line, problem.column) == (line, column)
        problem.message.encode()

    @pytest.mark.parametrize("rest", ["x", "{}", ",", "\x0c", "\u00a0", "// end"])
    def test_nothing_follows_the_end(self, rest: str) -> None:
        assert places(json.dumps(TRACE) + rest) == [("E_JSON", "")]

    def test_what_was_found_before_is_still_told(self) -> None:
        assert places('{"prompt": 1, "steps": [{"i": "0", "x": NaN}, {"i": 0} oops') == [
            ("E_TYPE", "/prompt"),
            ("E_MISSING", "/steps/0/type"),
            ("E_MISSING", "/steps/0/content"),
            ("E_TYPE", "/steps/0/i"),
            ("E_NUMBER", "/steps/0/x"),
            ("E_MISSING", "/steps/1/type"),
            ("E_MISSING", "/steps/1/content"),
            ("E_JSON", "/steps/1"),
        ]

    @pytest.mark.parametrize("text", [r"\q", r"\u12", r"\u12g4", "\n", "\x1f", "\t", r"\x"])
    def test_faults_within_a_string_do_not_end_the_reading(self, text: str) -> None:
        document = json.dumps({**TRACE, "prompt": "HERE", "meta": 1}).replace("HERE", f"a{text}b")
        assert places(document) == [("E_JSON", "/prompt"), ("E_TYPE", "/meta")]


@pytest.mark.no_cover
class TestHostileSizes:
    """No document takes long, much memory, or an exception."""

    @pytest.mark.parametrize("piece", ["[", '{"":', '{"a":[', '"\\x",', "NaN,", "\n", "\\", "[],"])
    def test_a_hundred_thousand_of_anything(self, piece: str) -> None:
        assert 1 <= len(problems("[" + piece * 100_000)) <= 1001

    def test_more_problems_than_a_person_reads_are_counted(self) -> None:
        found = problems({**TRACE, "steps": [0] * 5000})
        assert len(found) == 1001
        assert found[0].code == "E_LENGTH"
        assert found[-1] == Problem("E_TYPE", "", "… and 4 001 more.", None, None)

    def test_where_there_are_far_too_many_reading_ends(self) -> None:
        found = problems('{"steps":[' + "0," * 150_000 + "0]}")
        assert len(found) == 1001
        assert found[-1].message == "… and 99 000 more; the rest was not read."
        found = problems(b"\xff " * 150_000)
        assert found[-1].message == "… and 99 000 more; the rest was not read."

    def test_long_keys_do_not_multiply(self) -> None:
        found = problems(with_meta('{"' + "k" * 300_000 + '": [' + "NaN," * 2000 + "NaN]}"))
        assert sum(len(problem.path) for problem in found) < 2_000_000
        assert found[-1].message.endswith("more.")

    def test_many_unknown_fields_are_only_warnings(self) -> None:
        parsed = accepted({**TRACE, **{f"x{n}": n for n in range(2000)}})
        assert len(parsed.warnings) == 1001
        assert parsed.warnings[-1].message == "… and 1 000 more."
