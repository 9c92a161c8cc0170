"""Conversations in the shapes of OpenAI, Anthropic, Ollama, ShareGPT and those after them."""

from tunix_rt_tui.formats.chat.conversation import read_conversation

__all__ = ["read_conversation"]
