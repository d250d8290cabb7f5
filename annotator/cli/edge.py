"""The outer edge of the command line: exit statuses, and a sentence for whatever went wrong."""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from annotator.cli.command_line import COMMANDS, command_line
from annotator.cli.outcome import NOT_STARTED, STOPPED, Answer, Stopped, Window, print_json, show
from annotator.domain.refused import Refused

_log = logging.getLogger(__name__)

OpenWindow = Callable[[Window], int]
"""Opens the window that is wished for, and gives the exit status once it is closed."""


def run(arguments: Sequence[str], open_window: OpenWindow, *, log: Path) -> int:
    """Does what the arguments say; the exit status is all that ever comes out of it.

    `log` is the file that the logging of an unexpected error ends up in.
    """
    try:
        return _done(_invoke(arguments), open_window)
    except Refused as refused:
        sentence, status = refused.sentence, NOT_STARTED
    except typer.TyperException as wrong:
        sentence, status = f"{_sentence(wrong.format_message())} {_help_for(arguments)}", NOT_STARTED
    except (Stopped, KeyboardInterrupt) as stopped:
        sentence, status = str(stopped) or "Stopped.", STOPPED
    except BrokenPipeError:
        return _let_go_of_output()
    except Exception as error:  # noqa: BLE001 - this is the outer edge
        _log.exception("not expected at %s", list(arguments[:1]))  # the rest may hold a password
        sentence, status = (
            f"Something went wrong that should not ({_named(error)}); {log} tells more.",
            NOT_STARTED,
        )
    if "--json" in arguments:
        print_json({"error": sentence})
    print(sentence, file=sys.stderr)
    return status


def _invoke(arguments: Sequence[str]) -> Answer | Window | int:
    """What the command returns; an exit status where Typer itself did what was asked (`--help`)."""
    command = typer.main.get_command(command_line(named=arguments))
    outcome = command.main(args=list(arguments), prog_name="annotator", standalone_mode=False)
    assert isinstance(outcome, Answer | Window | int)
    if outcome == STOPPED:  # what Typer makes of a Ctrl+C that no job waited for
        raise Stopped("Stopped.")
    return outcome


def _done(outcome: Answer | Window | int, open_window: OpenWindow) -> int:
    match outcome:
        case Answer():
            status = show(outcome)
        case Window():
            status = open_window(outcome)
            if outcome.as_json:
                print_json({"project": outcome.project})
        case _:
            status = outcome
    sys.stdout.flush()
    return status


def _sentence(said: str) -> str:
    """What the library says, without the names of its own parts and with a full stop."""
    return said.strip().replace(": Value error, ", ": ").removesuffix(".") + "."


def _help_for(arguments: Sequence[str]) -> str:
    known = next((command.name for command in COMMANDS if command.name in arguments[:1]), None)
    return f"See annotator {known} --help." if known else "See annotator --help."


def _named(error: Exception) -> str:
    """The kind of error and the first line of what it says; some libraries add a page."""
    said = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _let_go_of_output() -> int:
    """Whoever read our output has had enough; without this the interpreter complains while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
