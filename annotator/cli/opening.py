"""`annotator open`: the window on a project."""

from pathlib import Path

from annotator.cli.options import AsJson, Place
from annotator.cli.outcome import Window
from annotator.domain.refused import Refused


def run(project: Place, as_json: AsJson = False) -> Window:
    """Open the window on a project.

    annotator open trial.annotator
    """
    # The window opens the project itself; this only keeps a slip of the fingers from starting it.
    if "://" not in project and not Path(project).exists():
        raise Refused(f"There is no project at {project}; annotator new {project} makes one.")
    return Window(project, as_json)
