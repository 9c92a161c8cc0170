"""The rules of a reasoning trace, held against its values as they are read."""

from __future__ import annotations

from tunix_rt_tui.trace.limits import (
    MAX_ANSWER_CHARS,
    MAX_PROMPT_CHARS,
    MAX_STEP_CHARS,
    MAX_STEP_TYPE_CHARS,
    MAX_STEPS,
    MAX_VERSION_CHARS,
)
from tunix_rt_tui.trace.problem import Message, ProblemList, quoted
from tunix_rt_tui.trace.scanner import Container, Refused, Value, pointer
from tunix_rt_tui.trace.words import number

HEARD_DEPTH = 3
"""The document, its steps, a step: what lies deeper has no rules of its own."""

_TEXT_LIMITS = {
    "trace_version": MAX_VERSION_CHARS,
    "prompt": MAX_PROMPT_CHARS,
    "final_answer": MAX_ANSWER_CHARS,
}
_STEP_TEXT_LIMITS = {"type": MAX_STEP_TYPE_CHARS, "content": MAX_STEP_CHARS}
_REQUIRED = ("trace_version", "prompt", "final_answer", "steps")
_STEP_REQUIRED = ("i", "type", "content")


class TraceRules:
    """Listens to a scanner; adds what breaks a rule to `problems`, unknown fields to `warnings`."""

    def __init__(self, problems: ProblemList, warnings: ProblemList) -> None:
        self._problems = problems
        self._warnings = warnings
        self._step_of_index: dict[int, int] = {}

    def value(self, around: list[Container], value: Value, start: int) -> None:
        """Hold one value against the rules of its place."""
        depth = len(around)
        if depth == 0:
            self._check_object(around, value, start, "The document", _REQUIRED)
        elif around[0].keys is None:
            return
        elif depth == 1:
            self._check_field(around, around[0].key, value, start)
        elif around[0].key == "steps" and around[1].keys is None:
            if depth == 2:
                self._check_object(around, value, start, "A step", _STEP_REQUIRED)
            elif around[2].keys is not None:
                self._check_step_field(around, around[2].key, value, start)

    def _check_object(
        self,
        around: list[Container],
        value: Value,
        start: int,
        name: str,
        required: tuple[str, ...],
    ) -> None:
        if not isinstance(value, Container) or value.keys is None:
            self._refuse_kind(around, value, start, f"{name} must be an object")
        elif not value.keys.issuperset(required):
            for field in required:
                if field not in value.keys:
                    self._refuse_missing(around, start, field)

    def _check_field(self, around: list[Container], name: str, value: Value, start: int) -> None:
        if name in _TEXT_LIMITS:
            self._check_text(around, name, value, start, _TEXT_LIMITS[name])
        elif name == "steps":
            self._check_steps(around, value, start)
        elif name == "meta":
            is_object = isinstance(value, Container) and value.keys is not None
            if value is not None and not is_object:
                self._refuse_kind(around, value, start, "`meta` must be an object or null")
        else:
            self._warn_of_unknown(around, name)

    def _check_steps(self, around: list[Container], value: Value, start: int) -> None:
        if not isinstance(value, Container) or value.keys is not None:
            self._refuse_kind(around, value, start, "`steps` must be an array")
        else:
            self._check_length(around, "steps", value.count, "step", MAX_STEPS, start)

    def _check_step_field(
        self, around: list[Container], name: str, value: Value, start: int
    ) -> None:
        if name in _STEP_TEXT_LIMITS:
            self._check_text(around, name, value, start, _STEP_TEXT_LIMITS[name])
        elif name == "i":
            self._check_index(around, value, start)
        else:
            self._warn_of_unknown(around, name)

    def _check_text(
        self, around: list[Container], name: str, value: Value, start: int, limit: int
    ) -> None:
        if isinstance(value, str):
            self._check_length(around, name, len(value), "character", limit, start)
        else:
            self._refuse_kind(around, value, start, f"`{name}` must be a string")

    def _check_length(
        self, around: list[Container], name: str, length: int, unit: str, limit: int, start: int
    ) -> None:
        if length == 0:
            rule = f"at least 1 {unit} is needed."
            self._refuse(around, "E_LENGTH", start, lambda: f"`{name}` is empty; {rule}")
        elif length > limit:
            has = f"`{name}` has {number(length)} {unit}s"
            rule = f"at most {number(limit)} are allowed."
            self._refuse(around, "E_LENGTH", start, lambda: f"{has}; {rule}")

    def _check_index(self, around: list[Container], value: Value, start: int) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            self._refuse_kind(around, value, start, "`i` must be an integer")
            return
        if value < 0:
            self._refuse(around, "E_RANGE", start, lambda: "`i` is negative; 0 is the least.")
        step = around[1].count - 1
        first = self._step_of_index.setdefault(value, step)
        if first != step:
            rule = "`i` must be unique within the trace"
            self._refuse(around, "E_DUP_STEP", start, lambda: f"{rule}; /steps/{first} has it too.")

    def _refuse_kind(self, around: list[Container], value: Value, start: int, rule: str) -> None:
        if not isinstance(value, Refused):
            self._refuse(around, "E_TYPE", start, lambda: f"{rule}; this is {_kind(value)}.")

    def _refuse_missing(self, around: list[Container], start: int, field: str) -> None:
        self._problems.add(
            "E_MISSING",
            start,
            lambda: f"{pointer(around)}/{field}",
            lambda: f"The field `{field}` is missing.",
        )

    def _refuse(self, around: list[Container], code: str, start: int, message: Message) -> None:
        self._problems.add(code, start, lambda: pointer(around), message)

    def _warn_of_unknown(self, around: list[Container], name: str) -> None:
        self._warnings.add(
            "W_UNKNOWN_FIELD",
            around[-1].key_start,
            lambda: pointer(around),
            lambda: f"{quoted(name)} is no field of a trace; it is kept as given.",
        )


def _kind(value: Value) -> str:
    """Name the kind of a value as a person would."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return "a string"
        case int():
            return "an integer"
        case float():
            return "a number with a fraction or an exponent"
        case Container(keys=None):
            return "an array"
        case _:
            return "an object"
