"""What a project gives to comparisons: who counts, on which articles, and the same as the annotations say."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.agreement.reading import ReadArticle, Reading
from annotator.agreement.table import LeftOut
from annotator.agreement.wish import Extent, ReadingChoice
from annotator.domain.annotation import Annotator, AnnotatorKind, Status
from annotator.domain.edits.mentions import add_mention
from annotator.domain.edits.progress import set_status
from annotator.domain.records import AnnotatedArticle, StoredAnnotation
from annotator.domain.refused import Refused
from annotator.project import Project
from annotator.project.readings import ProjectReadings, project_readings, reading_of
from annotator.store.opening import existing_project
from tests.builders import ANNA, AT, BEN, MODEL, TEXT, annotated, annotation, article, mention, record
from tests.domain.generated import articles, records
from tests.filling import fill, work

EVERYBODY = ReadingChoice()
DONE = Status.DONE


@contextmanager
def _readings(project: Project, choice: ReadingChoice = EVERYBODY) -> Iterator[ProjectReadings]:
    database, _ = existing_project(project.where, AT)
    with project_readings(database, choice) as found:
        yield found
    database.close()


def _read(project: Project, choice: ReadingChoice = EVERYBODY) -> list[ReadArticle]:
    with _readings(project, choice) as found:
        return list(found.articles)


def _readers(project: Project, choice: ReadingChoice = EVERYBODY) -> dict[str, list[str]]:
    return {one.id: [reading.annotator for reading in one.readings] for one in _read(project, choice)}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_stored_reads_as_the_value_it_holds(data: st.DataObject) -> None:
    value = data.draw(articles().flatmap(records))
    stored = StoredAnnotation.of(value)
    read = reading_of(value.annotation.annotator.name, stored.annotation, stored.updated)
    assert read == Reading.of(value.annotation, updated=value.updated)


def test_articles_come_by_id_with_everybody_who_is_done_by_name(any_project: Project) -> None:
    for id_ in ("b2", "B", "a10", "Å"):
        said = [annotation(Annotator(name=name), id_, status=DONE) for name in ("b", "Å", "B")]
        fill(any_project, annotated(article(f"{id_} {TEXT}", id_), *said))
    assert list(_readers(any_project).items()) == [(id_, ["B", "b", "Å"]) for id_ in ("B", "a10", "b2", "Å")]


def test_more_articles_than_are_read_at_once_all_come(project: Project) -> None:
    many = [
        annotated(
            article(f"{number} {TEXT}", f"a{number:03}"), annotation(ANNA, f"a{number:03}", status=DONE)
        )
        for number in range(230)
    ]
    fill(project, *many)
    wanted = frozenset(f"a{number:03}" for number in range(1, 230, 2))
    assert len(_read(project)) == 230
    assert set(_readers(project, ReadingChoice(article_ids=wanted))) == wanted


def test_the_length_is_in_code_points_whatever_the_text_is_made_of(any_project: Project) -> None:
    text = "combining e\u0301 and 👩‍👩‍👧 and 𝔘𝔫\r\n"
    fill(any_project, annotated(article(text), annotation(status=DONE)))
    assert [one.length for one in _read(any_project)] == [len(text)]


def test_only_what_is_done_counts_and_the_rest_is_said(any_project: Project) -> None:
    statuses = {
        "Anna": Status.DONE,
        "Ben": Status.IN_PROGRESS,
        "Carl": Status.SKIPPED,
        "Dora": Status.NOT_STARTED,
    }
    said = (annotation(Annotator(name=name), "a1", status=status) for name, status in statuses.items())
    fill(any_project, annotated(article(), *said))
    with _readings(any_project) as found:
        assert [reading.annotator for one in found.articles for reading in one.readings] == ["Anna"]
        assert found.left_out == (
            LeftOut(1, "annotations", "begun but neither in progress nor done"),
            LeftOut(1, "annotations", "in progress, not done"),
            LeftOut(1, "annotations", "skipped"),
        )
    with _readings(any_project, ReadingChoice(include_unfinished=True)) as found:
        assert [reading.annotator for one in found.articles for reading in one.readings] == ["Anna", "Ben"]
        assert [one.why for one in found.left_out] == ["begun but neither in progress nor done", "skipped"]


def test_people_count_and_others_only_when_they_are_named(any_project: Project) -> None:
    gold = Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED)
    fill(
        any_project,
        annotated(article(), *(annotation(who, "a1", status=DONE) for who in (ANNA, MODEL, gold))),
    )
    assert _readers(any_project) == {"a1": ["Anna"]}
    named = ReadingChoice(annotators=("gold", MODEL.name))
    assert _readers(any_project, named) == {"a1": [MODEL.name, "gold"]}


def test_whoever_found_nothing_has_an_empty_reading_and_whoever_did_not_look_has_none(
    any_project: Project,
) -> None:
    fill(
        any_project,
        annotated(
            article(), annotation(ANNA, "a1", mention("m1", 0, 9), status=DONE), annotation(BEN, status=DONE)
        ),
        annotated(article(f"2 {TEXT}", "a2"), annotation(ANNA, "a2", status=DONE)),
        AnnotatedArticle(article=article(f"3 {TEXT}", "a3")),
    )
    assert _readers(any_project) == {"a1": ["Anna", "Ben"], "a2": ["Anna"]}
    assert [len(reading.mentions) for reading in _read(any_project)[0].readings] == [1, 0]


def test_steps_since_the_last_snapshot_are_read_too(any_project: Project) -> None:
    fill(any_project)
    begun = work(any_project, [add_mention(annotation(), article(), 0, 9, "PERSON")])
    value = work(any_project, [set_status(begun, DONE)])
    assert _read(any_project)[0].readings == (Reading.of(value, updated=AT),)


def test_how_much_there_is_to_compare_is_known_beforehand(any_project: Project) -> None:
    for number, people in enumerate([(ANNA, BEN), (ANNA,), (ANNA, BEN, MODEL)], start=1):
        id_ = f"a{number}"
        said = tuple(
            record(annotation(who, id_, status=DONE), at=f"2024-05-0{number}T08:00:00.000+00:00")
            for who in people
        )
        fill(any_project, AnnotatedArticle(article=article(f"{id_} {TEXT}", id_), records=said))
    first, last = (f"2024-05-0{number}T08:00:00.000+00:00" for number in (1, 3))
    with _readings(any_project) as found:
        assert found.extent == Extent(annotators=("Anna", "Ben"), read=3, compared=2, first=first, last=last)
    one = ReadingChoice(article_ids=frozenset({"a2", "gone"}))
    with _readings(any_project, one) as found:
        assert (found.extent.read, found.extent.compared) == (1, 0)
    with _readings(any_project, ReadingChoice(article_ids=frozenset())) as found:
        assert (found.extent, list(found.articles)) == (Extent(), [])


def test_a_name_nobody_has_is_refused(any_project: Project) -> None:
    with pytest.raises(Refused, match="Nobody called Zoe"), _readings(any_project, ReadingChoice(("Zoe",))):
        pass
