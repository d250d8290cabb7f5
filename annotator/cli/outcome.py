"""What a command comes to: an answer to print, a wish for the window, or a stop half-way."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console, RenderableType

from annotator.domain.bad_input import BadInput

SOME_REFUSED = 1
NOT_STARTED = 2
STOPPED = 130
"""What shells give a program that Ctrl+C ended."""


@dataclass(frozen=True)
class Answer:
    """What was done or found: `data` for programs, `told` for people, and the input that was refused."""

    data: Mapping[str, object]
    told: RenderableType
    as_json: bool
    refused: tuple[BadInput, ...] = ()
    aside: bool = False
    """Told on standard error, because standard output holds the work itself."""


@dataclass(frozen=True)
class Window:
    """A wish for the window, on a project or on the page where one is chosen."""

    project: str | None
    as_json: bool
    demo: bool = False


class Stopped(Exception):  # noqa: N818 - it is an answer, not an error
    """Ctrl+C ended the job; says in one sentence what was kept."""


def show(answer: Answer) -> int:
    """Prints the answer and gives the exit status."""
    if answer.as_json:
        print_json(answer.data)
        return SOME_REFUSED if answer.refused else 0
    out = sys.stderr if answer.aside else sys.stdout
    if isinstance(answer.told, str):
        print(answer.told, file=out)
    else:
        # Nobody reads a table that was folded to 80 characters on its way into a file.
        width = None if out.isatty() else 200
        console = Console(highlight=False, emoji=False, markup=False, width=width)
        with console.capture() as printed:  # left to print, so that a closed pipe is noticed at the edge
            console.print(answer.told)
        print(printed.get(), end="", file=out)
    for refusal in answer.refused:
        print(refusal, file=sys.stderr)
    return SOME_REFUSED if answer.refused else 0


def print_json(data: Mapping[str, object]) -> None:
    """The one object a program reads; by the json module, since a file's name may hold lone surrogates."""
    print(json.dumps(data, ensure_ascii=False))
