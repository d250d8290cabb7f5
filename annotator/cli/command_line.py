"""Every command of the command line, by name; its module is loaded when the command is asked for."""

import importlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Annotated

import typer

from annotator import __version__
from annotator.cli.options import AsJson
from annotator.cli.outcome import Answer, Window


@dataclass(frozen=True)
class Listed:
    """A command as `annotator --help` lists it; the function `run` of its module does it."""

    name: str
    summary: str
    module: str

    def load(self) -> Callable[..., Answer | Window]:
        run: Callable[..., Answer | Window] = importlib.import_module(f"annotator.cli.{self.module}").run
        return run


COMMANDS = (
    Listed("open", "Open the window on a project.", "opening"),
    Listed("demo", "Open the window on the demo project, which the first call makes.", "demo"),
    Listed("new", "Make an empty project.", "new"),
    Listed("import", "Add articles, or articles with annotations, from files and folders.", "importing"),
    Listed("suggest", "Pre-highlight the articles that have no suggestions yet.", "suggest"),
    Listed("status", "Say how many articles there are and how far everybody is.", "status"),
    Listed("agreement", "Say how far annotators agree: on mentions, entities and stances.", "agreement"),
    Listed(
        "aggregate", "Make one annotation of each article out of those of several annotators.", "aggregate"
    ),
    Listed(
        "adjudicate",
        "Settle what enough annotators agree on; the rest waits for a reviewer.",
        "adjudicate",
    ),
    Listed("export", "Write annotations to a file, one row for each annotator and article.", "export"),
    Listed("readiness", "Say what will not train well.", "readiness"),
    Listed("train", "Train a spaCy pipeline on the names of finished articles.", "train"),
    Listed("feedback", "Write each annotator a private page on what was changed and why.", "feedback"),
    Listed("check", "Say whether files hold valid export rows, and name every fault.", "check"),
    Listed("schema", "Print the JSON Schema of an export row.", "schema"),
    Listed("formats", "List what can be read and written, and what each format cannot hold.", "formats"),
)


def command_line(named: Collection[str]) -> typer.Typer:
    """The whole command line; only commands whose names are among `named` can do more than be listed.

    So `annotator --help` waits for neither the database nor the readers of formats.
    """
    app = typer.Typer(
        callback=_start,
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    for command in COMMANDS:
        function = command.load() if command.name in named else _not_loaded
        app.command(command.name, short_help=command.summary)(function)
    return app


def _not_loaded() -> None:
    """Stands in the list for a command nobody asked for."""


def _start(
    context: typer.Context,
    as_json: AsJson = False,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> Answer | Window | None:
    """Label entities and stances in news articles.

    Without a command the window opens on a page with the recent projects.

    annotator new trial.annotator
    annotator import trial.annotator articles/
    annotator suggest trial.annotator
    annotator open trial.annotator
    annotator export trial.annotator trial.jsonl
    """
    if version:
        return Answer({"version": __version__}, f"stance-annotator {__version__}", as_json)
    if context.invoked_subcommand is None:
        return Window(None, as_json)
    return None
