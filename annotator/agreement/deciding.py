"""Decides one conflict: what stands in gold from now on, and the ruling that says why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.conflict import Difference, Item
from annotator.agreement.everything_said import EverythingSaid
from annotator.agreement.gold_draft import GoldDraft
from annotator.agreement.items import items_of
from annotator.agreement.lying import lying_at
from annotator.agreement.reading import ReadArticle, Reading
from annotator.agreement.standing import Standing, is_about_same
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.refused import Refused
from annotator.domain.ruling import ErrorCategory, Outcome, RuledAnswer, Ruling
from annotator.domain.scheme import Scheme
from annotator.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decides on an item: which answers stand, by their places among the variants, and why.

    TAKEN wants one variant. UNION and BOTH_VALID take all that say something where none are named.
    """

    outcome: Outcome
    variants: tuple[int, ...] = ()
    by: str
    note: str | None = None
    category: ErrorCategory | None = None


def decide(
    gold: Annotation,
    article: Article,
    item: Item,
    annotations: Mapping[str, Annotation],
    scheme: Scheme,
    decision: Decision,
    *,
    said: EverythingSaid | None = None,
) -> Step:
    """The step that makes gold say what is decided on the item, and records it.

    What an earlier ruling on it made is taken back, also if somebody changed their answer since. Refused if
    the item is no longer what the annotations (by annotator's name) say, or if judgements of gold would be
    left without what they point at. `said` is what these annotations say, kept from one decision to the
    next, which saves time.
    """
    return decide_all(gold, article, (item,), annotations, scheme, decision, said=said)


def decide_all(
    gold: Annotation,
    article: Article,
    decided: Sequence[Item],
    annotations: Mapping[str, Annotation],
    scheme: Scheme,
    decision: Decision,
    *,
    said: EverythingSaid | None = None,
) -> Step:
    """The one step that decides the same on each of several items, as `decide` does on one."""
    draft = GoldDraft(gold, said or everything_said(article, annotations, scheme))
    standing = Standing(draft, scheme)
    for item in decided:
        chosen = _chosen(item, decision)
        earlier = _take_back(draft, item)
        made = standing.make(item, decision.outcome, chosen, earlier)
        draft.rule(ruling_on(item, decision, chosen, made, scheme))
    name = _name(decided[0], decision, _chosen(decided[0], decision))
    return draft.step(name if len(decided) == 1 else f"{name}, {len(decided):,} times")


def record_edit(
    gold: Annotation,
    article: Article,
    item: Item,
    annotations: Mapping[str, Annotation],
    scheme: Scheme,
    *,
    by: str,
    note: str | None = None,
    category: ErrorCategory | None = None,
    said: EverythingSaid | None = None,
) -> Step:
    """The step that records what of gold lies at the item now as the reviewer's own answer to it.

    What belongs to other items that lie there, too, is left to them.
    """
    draft = GoldDraft(gold, said or everything_said(article, annotations, scheme))
    _take_back(draft, item)
    found = lying_at(draft, item)
    decision = Decision(outcome=Outcome.EDITED, by=by, note=note, category=category)
    draft.rule(ruling_on(item, decision, found.variants, found.ids, scheme))
    return draft.step("edited by the reviewer")


def ruling_on(
    item: Item, decision: Decision, chosen: Iterable[int], made: Iterable[str], scheme: Scheme
) -> Ruling:
    """What stands in gold about the decision, with the answers as they are now."""
    standing = set(chosen)
    return Ruling(
        id=item.id,
        layer=item.layer.value,
        difference=item.difference.value,
        task=item.task,
        start=item.start,
        end=item.end,
        outcome=decision.outcome,
        answers=tuple(
            RuledAnswer(annotators=variant.annotators, said=variant.said, stands=number in standing)
            for number, variant in enumerate(item.variants)
        ),
        made=tuple(made),
        note=decision.note,
        category=decision.category,
        by=decision.by,
        guidelines_version=scheme.guidelines_version,
    )


def article_of(article: Article, annotations: Mapping[str, Annotation]) -> ReadArticle:
    """The article as it is compared."""
    readings = tuple(Reading.of(annotations[name]) for name in sorted(annotations))
    return ReadArticle(article.id, len(article.text), readings)


def everything_said(
    article: Article, annotations: Mapping[str, Annotation], scheme: Scheme
) -> EverythingSaid:
    """What the annotations say about the article, with its items."""
    return EverythingSaid(article, annotations, items_of(article_of(article, annotations), scheme))


def letter(number: int) -> str:
    """What a variant is called by its place: A for the first; past Z they are numbered."""
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _chosen(item: Item, decision: Decision) -> tuple[int, ...]:
    """The variants that stand."""
    chosen = tuple(dict.fromkeys(decision.variants))
    if any(not 0 <= number < len(item.variants) for number in chosen):
        raise Refused("There is no such answer to this conflict.")
    something = tuple(number for number, variant in enumerate(item.variants) if not variant.is_nothing)
    match decision.outcome:
        case Outcome.NEITHER:
            return ()
        case Outcome.TAKEN if len(chosen) == 1:
            return chosen
        case Outcome.UNION:
            return tuple(number for number in chosen or something if number in something)
        case Outcome.BOTH_VALID if len(chosen) > 1:
            return chosen
        case Outcome.BOTH_VALID:
            # Of one answer alone the other valid reading is that there is nothing.
            return tuple(range(len(item.variants))) if len(something) == 1 else something
        case _:
            raise Refused("Choose one of the answers first.")


def _take_back(gold: GoldDraft, item: Item) -> Sequence[str]:
    """Removes earlier rulings on the item and gives the ids they made, unless another ruling did as well.

    One with another id, which no item has any more, was on the same conflict if somebody still says in this
    one what they said then. Refused if the item itself is no longer one.
    """
    living = gold.said.ids
    if item.id not in living:
        raise Refused("Somebody has changed their answer meanwhile; compare anew to see this conflict.")
    outdated = [ruling for ruling in gold.draft.rulings.values() if ruling.id not in living]
    made = list(gold.take_back(item.id))
    for ruling in outdated:
        if is_about_same(ruling, item):
            made += gold.take_back(ruling.id)
    return [id_ for id_ in made if not gold.is_meant(id_)]


_NOUNS: Mapping[Difference, str] = {
    Difference.BOUNDARY: "boundary",
    Difference.LABEL: "label",
    Difference.MERGED_OR_SPLIT: "grouping",
    Difference.POLARITY: "label",
    Difference.TARGET: "target",
    Difference.HOLDER: "holder",
    Difference.DIRECTION: "direction",
}


def _name(item: Item, decision: Decision, chosen: Sequence[int]) -> str:
    """As the history shows it: by the answer's letter, so that it reads the same while names are hidden."""
    match decision.outcome:
        case Outcome.NEITHER:
            return "neither"
        case Outcome.UNION:
            return "one entity" if item.layer is Layer.ENTITIES else "union"
        case Outcome.BOTH_VALID:
            return "both readings valid" if len(chosen) == 2 else f"{len(chosen)} readings valid"
        case _ if item.variants[chosen[0]].is_nothing:
            return f"nothing here, as {letter(chosen[0])}"
        case _:
            noun = _NOUNS.get(item.difference, "mention" if item.layer is Layer.MENTIONS else "answer")
            return f"take {letter(chosen[0])}’s {noun}"
