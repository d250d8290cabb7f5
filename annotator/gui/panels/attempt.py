"""How a widget runs something that may be refused."""

from collections.abc import Callable

Attempt = Callable[[Callable[[], None]], None]
"""Runs the function; whoever gives it to a widget shows the sentence of a refusal."""
