"""Options and arguments that several commands share, so that they read the same everywhere."""

from typing import Annotated

import typer

AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object on standard output, and nothing else there.")
]
Place = Annotated[
    str, typer.Argument(metavar="PROJECT", help="A project file, or the postgresql:// URL of a database.")
]
