"""How many articles a second go out to each format and come in from it, with how much memory."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotator.domain.records import AnnotatedArticle
from annotator.formats.all_formats import FORMATS
from annotator.formats.format import Format
from annotator.project import create_project, run_to_end
from tests.benchmarks.disputed_articles import READERS, disputed_article
from tests.benchmarks.measuring import Run, run
from tests.benchmarks.rounds import Rounds
from tests.builders import SCHEME, record

ARTICLES = 2_000
FEWER = 500
WORDS, MENTIONS = 500, 20


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """By how many articles they have."""
    places = {number: tmp_path_factory.mktemp("disputed") / "a.annotator" for number in (ARTICLES, FEWER)}
    for number, place in places.items():
        with create_project(str(place), SCHEME) as project:
            run_to_end(project.import_articles(map(_annotated, range(number))))
    return places


@pytest.mark.parametrize("form", [one for one in FORMATS if one.writes], ids=lambda form: form.name)
def test_each_format_out_and_in_again(
    form: Format, projects: Mapping[int, Path], tmp_path: Path, benchmark: Rounds
) -> None:
    out = tmp_path / ("out.zip" if form.is_folder else f"out{form.suffixes[0]}")
    runs: list[Run] = []

    def export() -> None:
        runs.append(_export(form, projects[ARTICLES], out))

    benchmark.pedantic(export, rounds=2)
    fewer = _export(form, projects[FEWER], tmp_path / f"fewer-{out.name}")
    best = min(runs, key=lambda one: one.seconds)
    nothing = _annotator("formats").seconds
    counted = {"out: articles a second": _rate(ARTICLES, best, nothing)}
    counted |= {"out: peak MB": best.peak, "out: peak MB with a quarter": fewer.peak}
    if form.reads:
        place = tmp_path / "in.annotator"
        _annotator("new", str(place))
        back = _annotator("import", str(place), str(out))
        assert json.loads(back.out)["articles_added"] == ARTICLES
        counted |= {"in: articles a second": _rate(ARTICLES, back, nothing), "in: peak MB": back.peak}
    benchmark.extra_info.update({name: round(value) for name, value in counted.items()})


def _rate(articles: int, one: Run, nothing: float) -> float:
    """Without the time that the program takes to start, which counts for less the more articles there are."""
    return articles / (one.seconds - nothing)


def _export(form: Format, project: Path, out: Path) -> Run:
    who = () if form.is_of_people else ("--annotator", READERS[0].name)
    return _annotator("export", str(project), str(out), "--format", form.name, *who)


def _annotated(number: int) -> AnnotatedArticle:
    made = disputed_article(WORDS, MENTIONS, number)
    return AnnotatedArticle(article=made.article, records=tuple(map(record, made.annotations.values())))


def _annotator(*arguments: str) -> Run:
    return run(["-m", "annotator", *arguments, "--json"], env=dict(os.environ))
