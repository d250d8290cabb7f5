"""What `annotator agreement` prints, to people and to programs, of good projects and of odd ones."""

from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation, Annotator, Status
from annotator.project import create_project, run_to_end
from annotator.settings import shipped
from tests import builders
from tests.builders import ANNA, BEN, annotated, annotation, article, mention
from tests.cli.conftest import Annotator as Program

KEYS = {
    "annotators",
    "articles",
    "figures",
    "confusions",
    "over_time",
    "reliability",
    "left_out",
    "resamples",
    "seed",
    "level",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's annotations, under a scheme without many of their labels."""
    place = tmp_path_factory.mktemp("demo") / "demo.annotator"
    with create_project(str(place), builders.SCHEME) as project:
        run_to_end(project.import_files([shipped("datasets", "demo_annotators.jsonl")]))
        project.set_scheme(builders.SCHEME)
    return place


def _project(folder: Path, *said: Annotation) -> Path:
    """A project with the annotations, by the ids of their articles."""
    place = folder / "trial.annotator"
    with create_project(str(place), builders.SCHEME) as project:
        for id_ in sorted({one.article_id for one in said}):
            of_article = [one for one in said if one.article_id == id_]
            run_to_end(
                project.import_articles([annotated(article(f"{builders.TEXT} {id_}", id_), *of_article)])
            )
    return place


def _done(who: Annotator, id_: str = "a1", *starts: int) -> Annotation:
    mentions = (mention(f"m{start}", start, start + 4) for start in starts)
    return annotation(who, id_, *mentions, status=Status.DONE)


def test_the_table_is_by_layer_label_and_pair_and_says_how_it_is_counted(
    annotator: Program, demo: Path
) -> None:
    ran = annotator("agreement", demo, "--resamples", "50")
    assert (ran.status, ran.err) == (0, "")
    for words in (
        "12 articles that at least two of amira, jonas, lucia have read.",
        "F1 strict",
        "0.862",
        "u-alpha",
        "Judgements: stance",
        "amira and lucia",
        "most confused: GPE with NORP 39",
        "1 annotation: skipped",
        "(Krippendorff et al. 2016)",
        "95% of 50 resamples",
    ):
        assert words in ran.out


def test_programs_get_every_number_with_what_it_was_counted_on(annotator: Program, demo: Path) -> None:
    table = annotator("agreement", demo, "--resamples", "20", "--seed", "5", "--json").json
    assert set(table) == KEYS
    assert (table["annotators"], table["articles"]) == (["amira", "jonas", "lucia"], 12)
    assert (table["resamples"], table["seed"]) == (20, 5)
    strict = table["figures"][0]
    assert strict["counts"]["exact"] == 1943
    assert strict["interval"]["low"] < strict["value"] < strict["interval"]["high"]
    assert (strict["n"], strict["articles"], strict["left_out"]) == (2324, 12, [])
    assert table["left_out"][0] == {"count": 1, "what": "annotations", "why": "skipped"}


def test_the_same_project_gives_the_same_bytes(annotator: Program, demo: Path) -> None:
    once, again = (annotator("agreement", demo, "--json", "--resamples", "30").out for _ in range(2))
    assert once == again


def test_labels_that_are_not_in_the_scheme_are_measured_and_said(annotator: Program, demo: Path) -> None:
    table = annotator("agreement", demo, "--json", "--resamples", "0").json
    labels = {figure["label"] for figure in table["figures"] if figure["measure"] == "F1 strict"}
    assert {"PERSON", "DATE", "WORK_OF_ART"} <= labels
    assert any("“WORK_OF_ART”, which the scheme does not have" in one["why"] for one in table["left_out"])


def test_only_those_who_are_named_are_compared(annotator: Program, demo: Path) -> None:
    table = annotator("agreement", demo, "--annotator", "lucia", "--annotator", "amira", "--json").json
    assert table["annotators"] == ["amira", "lucia"]
    assert {tuple(figure["annotators"]) for figure in table["figures"]} == {("amira", "lucia")}


def test_nobody_to_compare_with_is_said(annotator: Program, demo: Path) -> None:
    ran = annotator("agreement", demo, "--annotator", "amira")
    assert ran.status == 0
    assert "There is nobody to compare amira with" in ran.out
    assert annotator("agreement", demo, "--annotator", "amira", "--json").json["figures"] == []


def test_an_unknown_name_is_refused(annotator: Program, demo: Path) -> None:
    ran = annotator("agreement", demo, "--annotator", "zoe")
    assert (ran.status, ran.out) == (2, "")
    assert "Nobody called zoe" in ran.err


def test_an_empty_project_and_work_in_progress_are_said(annotator: Program, tmp_path: Path) -> None:
    begun = (annotation(who, "a1", mention("m1", 0, 9), status=Status.IN_PROGRESS) for who in (ANNA, BEN))
    place = _project(tmp_path, *begun)
    ran = annotator("agreement", place)
    assert "Nobody is done with an article" in ran.out
    assert "2 annotations: in progress, not done" in ran.out
    assert "1.000" in annotator("agreement", place, "--unfinished").out


def test_one_article_gives_numbers_without_intervals(annotator: Program, tmp_path: Path) -> None:
    ran = annotator("agreement", _project(tmp_path, _done(ANNA, "a1", 0, 20), _done(BEN, "a1", 0)))
    assert "0.667" in ran.out
    assert "no interval: fewer than 10 articles" in ran.out


def test_no_article_in_common_is_said_and_nothing_reads_as_a_number(
    annotator: Program, tmp_path: Path
) -> None:
    place = _project(tmp_path, _done(ANNA, "a1", 0), _done(BEN, "a2", 0))
    ran = annotator("agreement", place)
    assert "No article was read by two of the 2 annotators: Anna, Ben." in ran.out
    assert "not measured" in ran.out
    assert "1.000" not in ran.out
    figures = annotator("agreement", place, "--json").json["figures"]
    assert {figure["value"] for figure in figures} == {None}


def test_what_is_empty_is_not_what_nobody_annotated(annotator: Program, tmp_path: Path) -> None:
    said = (_done(ANNA, "a1", 0), _done(BEN, "a1"), _done(ANNA, "a2", 0))
    table = annotator("agreement", _project(tmp_path, *said), "--json").json
    assert (table["articles"], table["figures"][0]["value"]) == (1, 0)
    assert table["left_out"] == [
        {"count": 1, "what": "articles", "why": "read by one of the annotators alone"}
    ]


def test_of_many_annotators_pairs_are_shown_when_they_are_wished_for(
    annotator: Program, tmp_path: Path
) -> None:
    place = _project(tmp_path, *(_done(Annotator(name=f"p{n:02}"), "a1", 0) for n in range(25)))
    assert "p03 and p17" not in (shown := annotator("agreement", place).out)
    assert "--pairs" in shown
    assert "p03 and p17" in annotator("agreement", place, "--pairs").out
    figures = annotator("agreement", place, "--json").json["figures"]
    assert sum(figure["measure"] == "F1 strict" and figure["label"] is None for figure in figures) == 301


def test_pairs_are_not_told_one_by_one_that_nobody_answered(annotator: Program, tmp_path: Path) -> None:
    three = (Annotator(name=name) for name in ("Anna", "Ben", "Carl"))
    shown = annotator("agreement", _project(tmp_path, *(_done(one, "a1", 0) for one in three))).out
    mentions, _, answers = shown.partition("Judgements: stance")
    assert "Anna and Carl" in mentions
    assert "not measured" in answers
    assert "Anna and Carl" not in answers


def test_why_nobodys_reliability_is_known_is_said_once(annotator: Program, tmp_path: Path) -> None:
    shown = annotator("agreement", _project(tmp_path, _done(ANNA, "a1", 0), _done(BEN, "a1", 0))).out
    assert shown.count("no model can tell who is right") == 1
    assert "- Of two annotators no model can tell who is right" in shown


def test_gamma_is_measured_on_as_many_drawn_articles_as_are_wished_for(
    annotator: Program, demo: Path, tmp_path: Path
) -> None:
    def gammas(place: Path, wanted: int) -> list[tuple[str, int, bool]]:
        figures = annotator("agreement", place, "--gamma", str(wanted), "--resamples", "0", "--json").json[
            "figures"
        ]
        found = [figure for figure in figures if figure["measure"].startswith("gamma")]
        return [
            (one["measure"], one["articles"], one["value"] is not None and one["value"] > 0.7)
            for one in found
        ]

    assert gammas(demo, 3) == [("gamma", 3, True), ("gamma of labels", 3, True)]
    assert gammas(demo, 0) == []
    alone = _project(tmp_path, _done(ANNA, "a1", 0), _done(BEN, "a2", 0))
    assert gammas(alone, 3) == [("gamma", 0, False), ("gamma of labels", 0, False)]
