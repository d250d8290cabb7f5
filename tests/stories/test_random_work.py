"""Whatever is done in whatever order: nothing is raised, and what is stored is what is shown."""

from random import Random

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.gui.program import Program
from annotator.project import open_project
from tests.stories.conftest import Open
from tests.stories.somebody import ARTICLES, Somebody, settle


@pytest.mark.parametrize("seed", range(8))
def test_what_is_stored_is_what_is_shown_after_any_work(
    open_program: Open, qtbot: QtBot, where: str, seed: int
) -> None:
    program = open_program()
    somebody = Somebody(program, qtbot, Random(seed))
    for _ in range(6):
        for _ in range(25):
            somebody.act()
        settle(qtbot, program)
        bench = program.workbench
        if bench.is_open:
            found = stored(where, program)
            # Whatever it was begun under, it is worked on under the scheme in force.
            shown = bench.annotation.model_copy(update={"scheme": bench.scheme.id})
            assert found in (shown, None), chr(10).join(somebody.did[-40:])
    program.window.close()
    with open_project(where) as project:
        for article_id in ARTICLES:
            for record in project.annotations_of(article_id):
                opened = project.load(article_id, record.annotation.annotator)
                replayed = opened.record
                assert replayed is not None
                assert replayed.revision == len(opened.log)


def stored(where: str, program: Program) -> Annotation | None:
    """None where only the model's start is there, which is nobody's work."""
    bench = program.workbench
    with open_project(where) as project:
        record = project.load(bench.article.id, bench.annotator).record
    if record is None:
        assert not bench.history.has_own_work
        return None
    return record.annotation
