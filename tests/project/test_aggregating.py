"""Aggregates in a project: made of finished work alone, replaced whole, and never in anybody's way."""

import pytest

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, Status
from annotator.domain.edits.progress import set_status
from annotator.domain.refused import Refused
from annotator.project import AggregateResult, Project, run_to_end
from tests.builders import ANNA, BEN, MODEL, annotated, annotation, article, mention
from tests.filling import fill, work

CEM = Annotator(name="Cem")
MAJORITY = Annotator(name="majority", kind=AnnotatorKind.AGGREGATE)


def _done(annotator: Annotator, label: str = "PERSON", article_id: str = "a1") -> Annotation:
    return annotation(annotator, article_id, mention("m1", 0, 9, label), status=Status.DONE)


def _aggregate(project: Project, *annotators: str) -> AggregateResult:
    return run_to_end(project.aggregate("majority", annotators=annotators))


def _labels(project: Project, article_id: str = "a1") -> list[str] | None:
    record = project.load(article_id, MAJORITY).record
    return None if record is None else [m.label for m in record.annotation.ordered_mentions]


def test_an_aggregate_is_made_of_what_people_have_finished(any_project: Project) -> None:
    half = annotation(CEM, "a1", mention("m1", 0, 9, "GPE"), status=Status.IN_PROGRESS)
    fill(any_project, annotated(article(), _done(ANNA), _done(BEN), half, _done(MODEL, "GPE")))

    result = _aggregate(any_project)
    assert (result.annotator, result.articles, result.mentions, result.ties) == ("majority", 1, 1, ())
    record = any_project.load("a1", MAJORITY).record
    assert record is not None
    assert record.annotation.mentions["m1"].distribution == {"PERSON": 1.0}
    assert MAJORITY in any_project.annotators()


def test_only_those_named_have_a_vote_if_any_are_named(any_project: Project) -> None:
    fill(any_project, annotated(article(), _done(ANNA), _done(BEN, "ORG"), _done(CEM, "ORG")))
    _aggregate(any_project, "Anna")
    assert _labels(any_project) == ["PERSON"]


def test_a_second_run_takes_the_place_of_the_first_and_counts_no_aggregate_as_a_voter(
    any_project: Project,
) -> None:
    fill(any_project, annotated(article(), _done(ANNA), _done(BEN, "ORG"), _done(CEM, "ORG")))
    first, again = _aggregate(any_project), _aggregate(any_project)
    assert first == again
    assert _labels(any_project) == ["ORG"]


def test_what_no_longer_follows_from_anything_is_withdrawn(any_project: Project) -> None:
    fill(
        any_project,
        annotated(article(), _done(ANNA)),
        annotated(article("Other.", "a2"), _done(BEN, article_id="a2")),
    )
    _aggregate(any_project)
    work(any_project, [set_status(_done(ANNA), Status.IN_PROGRESS)])

    assert _aggregate(any_project).articles == 1
    assert _labels(any_project) is None
    assert _labels(any_project, "a2") is not None


def test_models_are_refused_where_they_have_nothing_to_go_by(any_project: Project) -> None:
    fill(any_project, annotated(article(), _done(ANNA), _done(BEN)))
    with pytest.raises(Refused, match=r"three annotators .* that of 2; majority shows"):
        run_to_end(any_project.aggregate("mace"))
    assert "mace" not in {one.name for one in any_project.annotators()}


def test_nothing_done_and_nobody_known_are_refused_with_a_sentence(any_project: Project) -> None:
    fill(any_project, annotated(article(), annotation(ANNA)))
    with pytest.raises(Refused, match="nobody who counts is done"):
        _aggregate(any_project)
    with pytest.raises(Refused, match="Nobody called Zoe"):
        _aggregate(any_project, "Zoe")
    with pytest.raises(Refused, match="majority is what is to be made"):
        _aggregate(any_project, "majority")


def test_a_person_of_the_methods_name_keeps_it(any_project: Project) -> None:
    fill(any_project, annotated(article(), _done(Annotator(name="majority")), _done(ANNA)))
    with pytest.raises(Refused, match="name of a person"):
        _aggregate(any_project)


def test_a_job_that_is_stopped_keeps_what_people_did(any_project: Project) -> None:
    fill(any_project, annotated(article(), _done(ANNA), _done(BEN)))
    job = any_project.aggregate("majority")
    next(job)
    job.close()
    assert _labels(any_project) is None
    assert any_project.load("a1", ANNA).record is not None
