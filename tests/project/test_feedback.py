"""Each annotator's private page, written from a project in which conflicts were decided."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind, Status
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome, RuledAnswer, Ruling
from annotator.project import FeedbackResult, Project, run_to_end
from annotator.project.report_files import file_names
from annotator.project.report_source import project_title
from tests.builders import ANNA, BEN, MODEL, annotated, annotation, article, mention
from tests.filling import fill
from tests.reports.pages import assert_stands_by_itself, parsed, texts, words
from tests.reports.tables import HOSTILE

GOLD = Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED)


def ruling(id_: str = "r1", *, note: str | None = None) -> Ruling:
    """Ben, who marked the whole name, was followed; Anna was not."""
    return Ruling(
        id=id_,
        layer="mentions",
        difference="boundary",
        start=0,
        end=9,
        outcome=Outcome.TAKEN,
        answers=(
            RuledAnswer(annotators=(BEN.name,), said="PERSON 0-9", stands=True),
            RuledAnswer(annotators=(ANNA.name,), said="PERSON 5-9", stands=False),
        ),
        made=("m1",),
        note=note,
        category=ErrorCategory.GUIDELINES_NOT_FOLLOWED,
        by="Rita",
    )


def gold(*rulings: Ruling, article_id: str = "a1") -> Annotation:
    made = annotation(GOLD, article_id, mention("m1", 0, 9), status=Status.DONE)
    return made.model_copy(update={"rulings": {one.id: one for one in rulings}})


def adjudicate(project: Project, *rulings: Ruling) -> None:
    """One article that Anna and Ben are done with is adjudicated, another that Ben alone read is not."""
    anna = annotation(ANNA, "a1", mention("m1", 5, 9), status=Status.DONE)
    ben = annotation(BEN, "a1", mention("m1", 0, 9), status=Status.DONE)
    other = article("Varon waits for Toll.", "a2")
    fill(
        project,
        annotated(article(), anna, ben, annotation(MODEL), gold(*rulings)),
        annotated(other, annotation(BEN, "a2", status=Status.DONE)),
    )


def _written(project: Project, name: str, out: Path) -> FeedbackResult:
    return run_to_end(project.feedback(name, out))


def test_an_annotator_reads_what_was_changed_and_nobody_else_s_name(
    any_project: Project, tmp_path: Path
) -> None:
    adjudicate(any_project, ruling(note="Ben marked it whole, as Rita says."))
    out = tmp_path / "anna.html"

    result = _written(any_project, "Anna", out)

    assert (result.articles, result.decisions, result.changed, result.followed) == (1, 1, 1, 0)
    assert dict(result.categories) == {"the guidelines say otherwise": 1}
    html = out.read_text(encoding="utf-8")
    assert_stands_by_itself(html)
    page = parsed(html)
    assert texts(page, "//article//dd")[:2] == ["PERSON Toll", "PERSON Mira Toll"]
    assert "another annotator marked it whole, as the reviewer says." in words(page)
    assert not [name for name in ("Ben", "Rita") if name in html]


def test_who_was_followed_reads_that(project: Project, tmp_path: Path) -> None:
    adjudicate(project, ruling())
    result = _written(project, "Ben", tmp_path / "ben.html")
    assert (result.changed, result.followed) == (0, 1)
    assert "Anna" not in (tmp_path / "ben.html").read_text(encoding="utf-8")


def test_every_person_gets_a_file_and_models_get_none(project: Project, tmp_path: Path) -> None:
    adjudicate(project, ruling())
    folder = tmp_path / "new" / "pages"
    results = run_to_end(project.feedback_to_all(folder))
    assert [one.annotator for one in results] == ["Anna", "Ben"]
    assert sorted(path.name for path in folder.iterdir()) == ["Anna.html", "Ben.html"]
    assert [one.out for one in results] == [folder / "Anna.html", folder / "Ben.html"]


def test_only_those_who_are_named_get_a_file(project: Project, tmp_path: Path) -> None:
    adjudicate(project, ruling())
    run_to_end(project.feedback_to_all(tmp_path / "pages", annotators=("Ben", "Ben")))
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["Ben.html"]


def test_the_same_project_gives_the_same_page_apart_from_the_time(project: Project, tmp_path: Path) -> None:
    adjudicate(project, ruling("r2"), ruling("r1"))
    pages = []
    for name in ("one", "two"):
        _written(project, "Anna", tmp_path / name)
        html = (tmp_path / name).read_text(encoding="utf-8")
        pages.append(html.replace(parsed(html).xpath("//time")[0].attrib["datetime"], "").splitlines())
    assert [line for line in pages[0] if "<time" not in line] == [
        line for line in pages[1] if "<time" not in line
    ]


def test_while_nothing_is_decided_no_page_is_written(project: Project, tmp_path: Path) -> None:
    fill(project, annotated(article(), annotation(ANNA)))
    with pytest.raises(Refused, match="Nothing is decided"):
        _written(project, "Anna", tmp_path / "anna.html")
    assert not (tmp_path / "anna.html").exists()


def test_unknown_annotators_are_refused_before_anything_is_written(project: Project, tmp_path: Path) -> None:
    adjudicate(project, ruling())
    with pytest.raises(Refused, match="Nobody called Cem"):
        run_to_end(project.feedback_to_all(tmp_path / "pages", annotators=("Anna", "Cem")))
    with pytest.raises(Refused, match="Nobody called Cem"):
        _written(project, "Cem", tmp_path / "cem.html")
    assert list(tmp_path.glob("**/*.html")) == []


def test_a_project_without_people_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nobody has annotated"):
        run_to_end(project.feedback_to_all(tmp_path))


def test_a_file_in_the_place_of_the_folder_is_refused(project: Project, tmp_path: Path) -> None:
    adjudicate(project, ruling())
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="could not be made"):
        run_to_end(project.feedback_to_all(taken))


def test_more_articles_than_are_read_at_once_are_all_told(project: Project, tmp_path: Path) -> None:
    ids = [f"a{number:03}" for number in range(120)]
    fill(
        project,
        *(
            annotated(
                article(f"Mira Toll spoke on day {id_}.", id_),
                annotation(ANNA, id_, mention("m1", 5, 9)),
                gold(ruling(), article_id=id_),
            )
            for id_ in ids
        ),
    )
    progress = list(project.feedback("Anna", tmp_path / "anna.html"))
    assert [(one.done, one.total) for one in progress] == [(number, 120) for number in range(1, 121)]
    assert len(parsed((tmp_path / "anna.html").read_text(encoding="utf-8")).xpath("//article")) == 120


# Names of files


@given(st.lists(st.text(min_size=1, max_size=200) | st.sampled_from(HOSTILE), unique=True, max_size=6))
def test_any_annotator_s_name_gives_a_file_name_of_its_own_that_every_system_takes(names: list[str]) -> None:
    found = file_names(names, ".html")
    assert list(found) == names
    assert len({name.casefold() for name in found.values()}) == len(names)
    for name in found.values():
        assert len(name.encode("utf-8")) <= 200
        assert not set(name) & set('/\\:*?"<>|\0\n')
        assert not name.startswith(".")
        assert Path(name).name == name


@pytest.mark.parametrize("name", ["CON", "nul", "com1.txt", "..", ".", " ", "a/b", "trailing."])
def test_names_that_mean_something_to_a_system_are_told_apart_from_it(name: str) -> None:
    stem = file_names([name], ".html")[name].removesuffix(".html")
    assert stem != name
    assert stem.partition(".")[0].casefold() not in {"con", "nul", "com1"}


def test_ordinary_names_are_the_names_of_their_files() -> None:
    names = ["anna", "Jonas Weiß", "لوسيا", "d'Arc"]
    assert list(file_names(names[:3], ".html").values()) == [f"{name}.html" for name in names[:3]]


def test_names_that_differ_in_case_alone_do_not_overwrite_one_another() -> None:
    assert len({name.casefold() for name in file_names(["anna", "Anna"], ".html").values()}) == 2


@pytest.mark.parametrize(
    ("where", "title"),
    [
        ("/home/x/trial.annotator", "trial"),
        ("trial.annotator", "trial"),
        ("postgresql://rita:secret@host:5432/news?sslmode=require", "news"),
        ("postgresql://host", "project"),
    ],
)
def test_a_project_is_called_by_its_file_or_database_and_no_password_is_told(where: str, title: str) -> None:
    assert project_title(where) == title
