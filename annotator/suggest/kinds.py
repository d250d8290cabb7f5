"""Marks whose own words say what they are: laws, buildings, money, percentages, people with titles."""

from collections.abc import Iterable, Iterator

import regex

from annotator.suggest.marks import NAMES, Evidence, Mark
from annotator.suggest.persons import is_person_name, titles_before
from annotator.suggest.surroundings import (
    label_by_head_word,
    label_by_word_after,
    start_with_article,
    year_of_law,
)

_CURRENCY = (
    r"(?:(?:US|U\.S\.|American|Canadian|Australian|Swiss|CFA|Norwegian|Swedish|Danish|Czech)\s+)?"
    r"(?:dollars?|euros?|ro?ubles?|yen|yuan|renminbi|rupees?|rupiahs?|baht|pesos?|francs?|crowns|kron[ae]r?|kronor|"
    r"zlotys?|forints?|dinars?|dirhams?|riyals?|rials?|shekels?|liras?|hryvnias?|manats?|drams|tenge|birr|naira|"
    r"cedis?|shillings?|rands?|marks|pence|pounds\s+sterling|couronnes)"
)
_CURRENCY_AFTER = regex.compile(rf"\s+{_CURRENCY}\b")
_ENDS_IN_CURRENCY = regex.compile(rf"\s{_CURRENCY}$")
_PERCENT_AFTER = regex.compile(r"\s+percentage\s+points?\b|\s+per\s?cent\b|\s?%")
_NUMBERS = frozenset(("CARDINAL", "QUANTITY", "MONEY", "PERCENT"))
_WITH_ARTICLE = frozenset(("ORG", "FAC", "EVENT", "LAW", "LOC"))


def by_own_words(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks, labelled and bounded as their own words ask; what another has taken in is gone."""
    reached = 0
    for mark in sorted(marks):
        if mark.start < reached:
            continue
        if mark.label in _NUMBERS:
            mark = _amount(text, mark)
        elif mark.label in NAMES:
            mark = _name(text, mark)
        reached = mark.end
        yield mark


def _amount(text: str, mark: Mark) -> Mark:
    if mark.label != "PERCENT" and (match := _CURRENCY_AFTER.match(text, mark.end)):
        return mark._replace(end=match.end(), label="MONEY")
    if mark.label == "QUANTITY" and _ENDS_IN_CURRENCY.search(text, mark.start, mark.end):
        return mark._replace(label="MONEY")
    if mark.label == "CARDINAL" and (match := _PERCENT_AFTER.match(text, mark.end)):
        return mark._replace(end=match.end(), label="PERCENT")
    return mark


def _name(text: str, mark: Mark) -> Mark:
    name = text[mark.start : mark.end]
    label = label_by_head_word(name)
    if label == "LAW":
        return mark._replace(label=label, end=year_of_law(text, mark.end))
    if label:
        return mark._replace(label=label)
    titles = titles_before(name)
    if titles and (mark.label == "PERSON" or is_person_name(name)):
        return mark._replace(start=mark.start + titles, label="PERSON")
    if mark.label in ("PERSON", "ORG", "PRODUCT") and (kind := label_by_word_after(text, mark.end)):
        return mark._replace(label=kind)
    return mark


def with_articles(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks with “the” before them taken into what is called so: “the Teamsters”, not “the Armenians”."""
    return [
        mark._replace(start=start_with_article(text, mark.start, mark.end))
        if mark.label in _WITH_ARTICLE and mark.evidence is Evidence.MODEL
        else mark
        for mark in marks
    ]
