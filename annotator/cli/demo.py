"""`annotator demo`: the window on the demo project."""

from dataclasses import asdict
from typing import Annotated

import typer

from annotator.cli.options import AsJson
from annotator.cli.outcome import Answer, Window
from annotator.cli.progress import finish
from annotator.domain.edits.mentions import count
from annotator.project.demo import demo_place, make_demo


def run(
    window: Annotated[bool, typer.Option(help="--no-window only makes the project.")] = True,
    as_json: AsJson = False,
) -> Answer | Window:
    """Open the window on the demo project, which the first call makes.

    It holds articles written for this program, pre-highlighted, with the
    work of three annotators; what they do not agree on waits for a reviewer.
    Delete the file to begin anew; annotator demo --no-window says where it is.

    annotator demo
    """
    place = demo_place()
    if place.exists():
        answer = Answer({"project": str(place), "made": False}, f"The demo project is {place}.", as_json)
    else:
        made = finish(make_demo(place), when_stopped="Stopped; the demo project is not there yet.")
        data = {"project": str(place), "made": True, **asdict(made)}
        data["refused"] = [refusal.model_dump() for refusal in made.refused]
        told = f"The demo project is {place}, with {count(made.articles, 'article')}."
        answer = Answer(data, told, as_json, refused=made.refused)
    return Window(str(place), as_json, demo=True) if window else answer
