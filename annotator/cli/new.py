"""`annotator new`: an empty project."""

from typing import Annotated

import typer

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Answer
from annotator.project import create_project
from annotator.project.catalogue import DEFAULT_SCHEME, find_scheme


def run(
    project: Place,
    scheme: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="What to label: a shipped scheme, or a scheme file.")
    ] = DEFAULT_SCHEME,
    as_json: AsJson = False,
) -> Answer:
    """Make an empty project.

    annotator new trial.annotator
    annotator new trial.annotator --scheme our_scheme.yaml
    annotator new postgresql://anna@server/election --scheme seesaw
    """
    chosen = find_scheme(scheme)
    create_project(project, chosen).close()
    data = {"project": project, "scheme": chosen.id.model_dump()}
    told = f"{project} is there, with the scheme {chosen.name} {chosen.version} and no articles yet."
    return Answer(data, told, as_json)
