"""The report on agreement, written from a project."""

from pathlib import Path

import pytest

from annotator.agreement.wish import MeasureWish, ReadingChoice
from annotator.domain.annotation import Status
from annotator.domain.refused import Refused
from annotator.project import Project, ReportResult, run_to_end
from tests.builders import ANNA, BEN, annotated, annotation, article, mention
from tests.filling import fill
from tests.reports.pages import Element, assert_stands_by_itself, parsed, texts, words

_WISH = MeasureWish(resamples=0)


def _disagree(project: Project, *, status: Status = Status.DONE) -> None:
    """Anna and Ben differ in where a person begins, and Ben alone marks a place."""
    fill(
        project,
        annotated(
            article(title="The <dam>"),
            annotation(ANNA, "a1", mention("m1", 5, 9), status=Status.DONE),
            annotation(BEN, "a1", mention("m1", 0, 9), mention("m2", 19, 24, "GPE"), status=status),
        ),
    )


def _page(
    project: Project, out: Path, wish: MeasureWish = _WISH, **how: bool
) -> tuple[ReportResult, Element]:
    table = run_to_end(project.measure(wish))
    result = run_to_end(project.report(table, wish, out, anonymous=how.get("anonymous", False)))
    html = out.read_text(encoding="utf-8")
    assert_stands_by_itself(html)
    return result, parsed(html)


def test_the_worst_conflicts_are_told_with_quotes_and_who_said_what(
    any_project: Project, tmp_path: Path
) -> None:
    _disagree(any_project)
    result, page = _page(any_project, tmp_path / "out.html")

    assert (result.out, result.told, result.conflicts) == (tmp_path / "out.html", 2, 2)
    first, second = page.xpath("//article")
    assert texts(first, "./h3") == ["The <dam>"]
    assert texts(first, ".//mark") == ["Mira Toll"]
    assert [texts(row, "./td") for row in first.xpath(".//tbody/tr")] == [
        ["PERSON Toll", "Anna"],
        ["PERSON Mira Toll", "Ben"],
    ]
    assert [texts(row, "./td") for row in second.xpath(".//tbody/tr")] == [
        ["GPE Varon", "Ben"],
        ["nothing", "Anna"],
    ]


def test_no_more_conflicts_are_told_than_are_wanted(project: Project, tmp_path: Path) -> None:
    _disagree(project)
    table = run_to_end(project.measure(_WISH))
    result = run_to_end(project.report(table, _WISH, tmp_path / "out.html", worst=1))
    assert (result.told, result.conflicts) == (1, 2)
    page = parsed((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert len(page.xpath("//article")) == 1
    assert "1 of 2 conflicts" in words(page)


def test_an_anonymous_report_names_nobody(project: Project, tmp_path: Path) -> None:
    _disagree(project)
    _, page = _page(project, tmp_path / "out.html", anonymous=True)
    assert not {"Anna", "Ben"} & set(words(page).replace(",", " ").split())
    assert {"annotator 1", "annotator 2"} == set(texts(page, "//article//td[2]/bdi"))


def test_unfinished_work_is_told_of_where_it_was_measured(project: Project, tmp_path: Path) -> None:
    _disagree(project, status=Status.IN_PROGRESS)
    assert _page(project, tmp_path / "out.html")[0].told == 0
    unfinished = MeasureWish(ReadingChoice(include_unfinished=True), resamples=0)
    assert _page(project, tmp_path / "out.html", unfinished)[0].told == 2


def test_conflicts_about_labels_that_were_not_measured_are_not_told(project: Project, tmp_path: Path) -> None:
    _disagree(project)
    result, page = _page(project, tmp_path / "out.html", MeasureWish(labels=frozenset({"GPE"}), resamples=0))
    assert (result.told, result.conflicts) == (1, 1)
    assert texts(page, "//mark") == ["Varon"]


def test_one_annotator_alone_gives_a_page_that_says_so(project: Project, tmp_path: Path) -> None:
    fill(project, annotated(article(), annotation(ANNA, "a1", mention("m1", 5, 9), status=Status.DONE)))
    result, page = _page(project, tmp_path / "out.html")
    assert result.told == 0
    assert "Nothing was measured." in words(page)


def test_a_report_that_cannot_be_written_leaves_the_old_file(project: Project, tmp_path: Path) -> None:
    _disagree(project)
    with pytest.raises(Refused, match="could not be written"):
        _page(project, tmp_path / "nowhere" / "out.html")
    assert project.where  # the project itself is no report
    with pytest.raises(Refused, match="belongs to a database"):
        _page(project, Path(project.where))
