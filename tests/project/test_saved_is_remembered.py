"""Any sequence of edits, undo and redo that was saved is there again, on both databases."""

from contextlib import closing
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.edits.mentions import start_from
from annotator.domain.refused import Refused
from annotator.project import Project, create_project, open_project
from annotator.workbench.history import History
from annotator.workbench.workbench import Taken, Workbench
from tests.builders import ANNA, MODEL, SCHEME, TEXT, annotated, annotation, article, mention
from tests.filling import fill
from tests.random_edits import KINDS, edit

Deed = str | tuple[int, int, int]
_EDITS = st.tuples(st.integers(0, KINDS - 1), st.integers(0, 40), st.integers(0, 9))
_DEEDS = st.lists(
    st.one_of(_EDITS, st.sampled_from(["undo", "redo", "put away", "tidy", "reopen"])), max_size=25
)
_NUMBERS = count(1)
# All examples share a place, and each has an article of its own in it; a busy machine is no fault.
_ALLOWED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


class _Desk:
    """A workbench whose every step is saved at once, as in the window."""

    def __init__(self, project: Project, article_id: str) -> None:
        self.project = project
        self._article_id = article_id
        self.bench = Workbench(ANNA, SCHEME)
        self.bench.changed.connect(self._save)
        self.take_up()

    def close(self) -> None:
        self.project.close()

    def take_up(self) -> None:
        opened = self.project.load(self._article_id, ANNA)
        if opened.record is None:
            empty = Annotation(article_id=self._article_id, annotator=ANNA, scheme=SCHEME.id)
            self.bench.open(opened.article, empty, History(), 0)
            if opened.suggestion:
                self.bench.do(start_from(empty, opened.suggestion))
        else:
            record = opened.record
            self.bench.open(opened.article, record.annotation, History(opened.log), record.revision)

    def do(self, deed: Deed) -> None:
        match deed:
            case "undo" | "redo":
                try:
                    getattr(self.bench, deed)()
                except Refused:
                    return
            case "put away":
                self.take_up()
            case "tidy":
                self.project.take_snapshots()
            case "reopen":
                self.project.close()
                self.project = open_project(self.project.where)
                self.take_up()
            case (kind, one, two):
                self.bench.do(edit(self.bench.annotation, self.bench.article, kind, one, two))

    def _save(self, taken: Taken) -> None:
        self.project.save(taken.article_id, taken.annotator, taken.entry, 0.25)


@pytest.fixture
def made_place(place: str) -> str:
    """Where an empty project is."""
    create_project(place, SCHEME).close()
    return place


@settings(max_examples=40, deadline=None, suppress_health_check=_ALLOWED)
@given(deeds=_DEEDS)
def test_what_was_saved_is_what_was_on_the_bench(made_place: str, deeds: list[Deed]) -> None:
    article_id = f"a{next(_NUMBERS)}"
    proposed = annotation(MODEL, article_id, mention("m1", 0, 9, entity="e1"), mention("m2", 19, 24, "GPE"))
    project = open_project(made_place)
    fill(project, annotated(article(f"{TEXT} {article_id}", article_id), proposed))
    with closing(_Desk(project, article_id)) as desk:
        for deed in deeds:
            desk.do(deed)
        stored = desk.project.load(article_id, ANNA)
        (row,) = (one for one in desk.project.queue("Anna") if one.article_id == article_id)

    assert stored.record is not None
    assert stored.record.annotation == desk.bench.annotation
    assert stored.record.revision == desk.bench.revision == len(stored.log)
    assert (row.status, row.flagged) == (
        desk.bench.annotation.progress.status,
        desk.bench.annotation.progress.flagged,
    )


@settings(max_examples=20, deadline=None, suppress_health_check=_ALLOWED)
@given(deeds=_DEEDS)
def test_everything_can_be_undone_after_reopening(made_place: str, deeds: list[Deed]) -> None:
    article_id = f"a{next(_NUMBERS)}"
    project = open_project(made_place)
    fill(project, annotated(article(f"{TEXT} {article_id}", article_id)))
    with closing(_Desk(project, article_id)) as desk:
        for deed in deeds:
            desk.do(deed)
        desk.do("reopen")
        while desk.bench.history.last is not None:
            desk.do("undo")

    empty = Annotation(article_id=article_id, annotator=ANNA, scheme=SCHEME.id)
    assert desk.bench.annotation == empty


def test_the_lists_count_what_the_annotation_holds(made_place: str) -> None:
    rng = Random(7)
    project = open_project(made_place)
    fill(project)
    with closing(_Desk(project, "a1")) as desk:
        for _ in range(150):
            desk.do((rng.randrange(KINDS), rng.randrange(40), rng.randrange(9)))
            desk.do(rng.choice(["undo", "redo", "put away", "tidy", "tidy"]))
        (anna,) = desk.project.status().annotators

    assert desk.bench.revision > 100
    assert (anna.mentions, anna.judgements) == (
        len(desk.bench.annotation.mentions),
        len(desk.bench.annotation.judgements),
    )
    assert anna.active_seconds == 0.25 * desk.bench.revision
