"""The trace view, with a line below it where something has to be typed."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tunix_rt_tui.tui.widgets.trace_prompt import TracePrompt
from tunix_rt_tui.tui.widgets.trace_view import TraceView


class TracePane(Vertical):
    """Takes what is typed below a trace to the view of it."""

    def __init__(self, view: TraceView) -> None:
        super().__init__()
        self._view = view
        self.prompt = TracePrompt()

    @property
    def has_prompt(self) -> bool:
        """Whether something is being typed."""
        return bool(self.prompt.display)

    def compose(self) -> ComposeResult:
        """Put the prompt below the view."""
        yield self._view
        yield self.prompt

    def on_trace_view_prompt_wanted(self, message: TraceView.PromptWanted) -> None:
        """Ask for what the view has to know."""
        self.prompt.open(message.purpose)

    def on_trace_prompt_typed(self, message: TracePrompt.Typed) -> None:
        """Find what has been typed so far."""
        if message.purpose == "find":
            self._view.find(message.text)
            self.prompt.note(self._view.tally)

    def on_trace_prompt_given(self, message: TracePrompt.Given) -> None:
        """Go to the step; a finding stays lit, and its hits can be gone through by keys."""
        refusal = ""
        if message.purpose == "step" and message.text:
            refusal = self._view.go_to_step(message.text)
        elif message.purpose == "find" and not message.text:
            self._view.stop_finding(go_back=True)
        if refusal:
            self.post_message(TraceView.Refused(refusal))
        else:
            self._view.focus()

    def on_trace_prompt_moved(self, message: TracePrompt.Moved) -> None:
        """Go to another hit while more may be typed."""
        self._view.action_hit(message.direction)
        self.prompt.note(self._view.tally)

    def on_trace_prompt_left(self, message: TracePrompt.Left) -> None:
        """Go back to where finding began."""
        if message.purpose == "find":
            self._view.stop_finding(go_back=True)
        self._view.focus()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Close the prompt when it has lost the focus, however."""
        if self.prompt in event.widget.ancestors:
            self.prompt.close()
