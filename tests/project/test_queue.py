"""The queue: every article in import order, and those that fit a search, a status or a flag."""

import pytest

from annotator.domain.annotation import Status
from annotator.domain.article import Article, Direction
from annotator.domain.edits.progress import set_flag, set_status
from annotator.project import Project
from tests.builders import ANNA, BEN, MODEL, annotated, annotation, article, mention
from tests.filling import fill, work

EMPTY = annotation()


def _ids(project: Project, search: str) -> list[str]:
    return [row.article_id for row in project.queue("Anna", search=search)]


def test_a_row_shows_what_is_known_of_the_article(any_project: Project) -> None:
    whole = Article(
        id="a1",
        text="Five words stand in here.",
        title="The dam",
        source="Varon Wire",
        published="2024-05-17",
        direction=Direction.LTR,
    )
    fill(any_project, annotated(whole, annotation(MODEL)))

    (row,) = any_project.queue("Anna")
    assert (row.title, row.source, row.published, row.words) == ("The dam", "Varon Wire", "2024-05-17", 5)
    assert (row.direction, row.status, row.flagged, row.has_suggestions) == (
        "ltr",
        Status.NOT_STARTED,
        False,
        True,
    )


@pytest.mark.parametrize("title", [None, ""])
def test_an_article_without_title_shows_its_first_words(any_project: Project, title: str | None) -> None:
    fill(any_project, annotated(article("Short.\n\nThen " + "long " * 100, title=title)))

    (row,) = any_project.queue("Anna")
    assert row.title.startswith("Short. Then long long")
    assert row.title.endswith("long…")
    assert len(row.title) <= 81


def test_titles_are_those_of_the_queue_and_of_what_is_there(any_project: Project) -> None:
    articles = [article(f"Report {number}.", f"a{number}", title=f"T{number}") for number in range(1_200)]
    fill(any_project, annotated(article("Short.", "none")), *map(annotated, articles))

    asked = ["none", "a7", "a1199", "nowhere", "half a character \ud83d", "nul \0"]
    assert any_project.titles(asked) == {"none": "Short.", "a7": "T7", "a1199": "T1199"}
    assert len(any_project.titles([one.id for one in articles])) == 1_200


def test_status_and_flag_are_each_annotators_own(any_project: Project) -> None:
    fill(any_project)
    work(any_project, [set_status(EMPTY, Status.DONE)], annotator=ANNA)
    work(any_project, [set_flag(EMPTY, flagged=True)], annotator=BEN)

    (annas,) = any_project.queue("Anna")
    (bens,) = any_project.queue("Ben")
    assert (annas.status, annas.flagged) == (Status.DONE, False)
    assert (bens.status, bens.flagged) == (Status.NOT_STARTED, True)


def test_only_some_statuses_or_flagged_ones_can_be_asked_for(any_project: Project) -> None:
    ids = ("a1", "a2", "a3")
    fill(any_project, *(annotated(article(f"Article {id_}.", id_)) for id_ in ids))
    work(any_project, [set_status(EMPTY, Status.DONE)], article_id="a2")
    work(any_project, [set_flag(EMPTY, flagged=True)], article_id="a3")

    done = any_project.queue("Anna", statuses=[Status.DONE])
    to_do = any_project.queue("Anna", statuses=[Status.NOT_STARTED])
    flagged = any_project.queue("Anna", flagged_only=True)
    assert [row.article_id for row in done] == ["a2"]
    assert [row.article_id for row in to_do] == ["a1", "a3"]
    assert [row.article_id for row in flagged] == ["a3"]


def test_search_looks_in_title_text_and_source_in_any_case(any_project: Project) -> None:
    fill(
        any_project,
        annotated(article("Nothing here.", "a1", title="ÉLECTIONS in Varon")),
        annotated(article("The élections were held.", "a2")),
        annotated(article("Nothing there.", "a3", source="Les Élections")),
        annotated(article("Выборы прошли.", "a4")),
    )

    assert _ids(any_project, "élections") == ["a1", "a2", "a3"]
    assert _ids(any_project, " ВЫБОРЫ ") == ["a4"]
    assert _ids(any_project, "varon") == ["a1"]
    assert _ids(any_project, "") == ["a1", "a2", "a3", "a4"]


@pytest.mark.parametrize("sign", ["%", "_", "/", "\\", "'"])
def test_search_takes_every_sign_for_itself(any_project: Project, sign: str) -> None:
    fill(
        any_project,
        annotated(article("Rose by 5 points.", "a1")),
        annotated(article(f"A {sign} sign.", "a2")),
    )

    assert _ids(any_project, sign) == ["a2"]


def test_a_search_with_a_nul_finds_nothing(any_project: Project) -> None:
    fill(any_project)

    assert any_project.queue("Anna", search="Tol\0") == ()
    assert any_project.search("Tol\0") == ()


def test_search_in_the_texts_gives_every_place_with_the_words_around_it(any_project: Project) -> None:
    fill(any_project, annotated(article()), annotated(article("The\n\nDAM of toll 🌊 is a dam.", "a2")))

    hits = any_project.search("dam")
    first, *_, last = hits
    assert [hit.article_id for hit in hits] == ["a1", "a1", "a2", "a2"]
    assert article().text[first.start : first.end] == "dam"
    assert (last.start, last.end) == (24, 27)
    assert last.snippet == "The DAM of toll 🌊 is a dam."


def test_search_in_the_texts_stops_at_its_limit(any_project: Project) -> None:
    fill(any_project, annotated(article("dam " * 50)), annotated(article("A dam.", "a2")))

    assert len(any_project.search("DAM", limit=7)) == 7
    assert any_project.search("   ") == ()


def test_status_sums_up_what_everybody_did(any_project: Project) -> None:
    marked = annotation(BEN, "a1", mention("m1", 0, 9), mention("m2", 19, 24), status=Status.DONE)
    fill(
        any_project, annotated(article(), marked), annotated(article("Another.", "a2"), annotation(BEN, "a2"))
    )
    any_project.add_annotator(ANNA)
    work(any_project, [set_flag(EMPTY, flagged=True)], article_id="a2", annotator=BEN)
    any_project.add_time("a2", BEN, 2.5)

    status = any_project.status()
    anna, ben = status.annotators
    assert status.articles == 2
    assert (anna.name, anna.articles, anna.by_status) == ("Anna", 0, {})
    assert (ben.articles, ben.by_status) == (2, {Status.DONE: 1, Status.NOT_STARTED: 1})
    assert (ben.mentions, ben.judgements, ben.active_seconds, ben.flagged) == (2, 0, 2.5, 1)
