"""Edits picked by numbers: what property tests, the kill test and benchmarks let somebody do."""

from collections.abc import Iterable
from typing import TypeVar

from annotator.domain.annotation import Annotation, Span, Status
from annotator.domain.article import Article
from annotator.domain.edits import entities, judgements, mentions, progress
from annotator.domain.refused import Refused
from annotator.domain.steps import Step
from annotator.domain.tokens import tokens
from tests.builders import SCHEME, stance

_T = TypeVar("_T")
LABELS = ("PERSON", "ORG", "GPE")
STANCE = SCHEME.tasks[0]
KINDS = 13
"""How many kinds of edits there are."""


def edit(annotation: Annotation, article: Article, kind: int, one: int, two: int) -> Step:
    """The step that the numbers stand for; without changes where they stand for nothing."""
    try:
        return _edit(annotation, article, kind, one, two)
    except Refused:
        return Step(name="nothing", changes=())


def _edit(annotation: Annotation, article: Article, kind: int, one: int, two: int) -> Step:
    start, end = _span(article, one, two)
    match kind % KINDS:
        case 0 | 1:
            return mentions.add_mention(annotation, article, start, end, _pick(LABELS, two))
        case 2:
            return mentions.relabel_mention(annotation, _pick(annotation.mentions, one), _pick(LABELS, two))
        case 3:
            return mentions.resize_mention(annotation, article, _pick(annotation.mentions, one), start, end)
        case 4:
            return mentions.add_fragment(annotation, article, _pick(annotation.mentions, one), start, end)
        case 5:
            return mentions.delete_mention(annotation, _pick(annotation.mentions, one))
        case 6:
            return mentions.delete_mentions(annotation, list(annotation.mentions)[:two], name="remove some")
        case 7:
            return entities.rename_entity(annotation, _pick(annotation.entities, one), f"Name {two} 🌊")
        case 8:
            return entities.merge_entities(
                annotation, _pick(annotation.entities, one), [_pick(annotation.entities, two)]
            )
        case 9:
            judgement = stance(
                "new", _pick(annotation.entities, one), _pick(("favor", "against", "neutral"), two)
            )
            evidence = (Span(start=start, end=end),)
            return judgements.add_judgement(
                annotation, article, STANCE, judgement.model_copy(update={"evidence": evidence})
            )
        case 10:
            return judgements.delete_judgement(annotation, _pick(annotation.judgements, one))
        case 11:
            return progress.set_status(annotation, _pick(Status, one))
        case _:
            return (
                progress.set_note(annotation, f"note\n{one}")
                if two % 2
                else progress.set_flag(annotation, flagged=bool(one % 2))
            )


def _pick(choices: Iterable[_T], number: int) -> _T:
    there = list(choices)
    if not there:
        raise Refused("There is nothing to choose from.")
    return there[number % len(there)]


def _span(article: Article, one: int, two: int) -> tuple[int, int]:
    words = tokens(article.text)
    first = one % len(words)
    last = min(first + two % 4, len(words) - 1)
    return words[first][0], words[last][1]
