"""All corrections together."""

from functools import cache
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.settings import shipped
from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.name_lists import names_for
from annotator.suggest.name_matcher import NameMatcher
from annotator.suggest.proposals import proposals
from tests.suggest.spans import mark, quotes

_WORDS = (
    *(
        "Armenia",
        "Nagorno",
        "Karabakh",
        "Jordan",
        "the",
        "The",
        "and",
        "of",
        "de",
        "President",
        "Minister",
        "Trade",
    ),
    *(
        "Nikol",
        "Pashinyan",
        "’s",
        "said",
        "who",
        "1963",
        "18",
        "dinars",
        "percent",
        "Act",
        "Bridge",
        "KING",
        "ad_1",
    ),
    *(
        ",",
        ".",
        "“",
        "\n",
        "–",
        "-",
        "🌊",
        "أرمينيا",
        "و",
        "river",
        "Commission",
        "European",
        "United",
        "States",
    ),
)
_LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "CARDINAL", "QUANTITY", "LAW", "MISC", "PLACE")


@cache
def matcher() -> NameMatcher:
    return NameMatcher(names_for(shipped("resources", "names"), "en"))


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = " ".join(draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = list(pairwise(cuts))[::2]
    evidence = st.sampled_from([Evidence.MODEL, Evidence.MODEL, Evidence.PATTERN])
    labels = st.sampled_from(_LABELS)
    return text, [Mark(start, end, draw(labels), draw(evidence)) for start, end in spans]


@given(marked_texts())
def test_proposals_are_in_order_apart_and_within_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    proposed = proposals(text, marks, matcher())
    assert all(0 <= item.start < item.end <= len(text) for item in proposed)
    assert all(first.end <= second.start for first, second in pairwise(proposed))


@given(marked_texts())
def test_patterns_of_tokens_stand_as_they_are(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    spans = {(item.start, item.end): item.label for item in proposals(text, marks, matcher())}
    for item in marks:
        if item.evidence is Evidence.PATTERN:
            assert spans[item.start, item.end] == item.label


def test_what_the_model_gets_wrong_by_habit_comes_out_right() -> None:
    text = "Armenia’s President Nikol Orlov left. Orlov spoke in Nagorno Karabakh (AFP). Orlov’s aide stayed."
    marks = [
        mark(text, "Armenia’s", "ORG"),
        mark(text, "Nikol Orlov", "ORG"),
        mark(text, "Orlov", "GPE", nth=1),
        mark(text, "Nagorno Karabakh", "PERSON"),
    ]
    assert quotes(text, proposals(text, marks, matcher())) == [
        ("Armenia", "GPE"),
        ("Nikol Orlov", "PERSON"),
        ("Orlov", "PERSON"),
        ("Nagorno Karabakh", "GPE"),
        ("AFP", "ORG"),
        ("Orlov", "PERSON"),
    ]
