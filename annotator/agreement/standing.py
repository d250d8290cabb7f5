"""What of gold an item is about, and making it be what was decided."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.everything_said import Said, everything
from annotator.agreement.gold_draft import GoldDraft
from annotator.agreement.gold_grouping import group_as_one, group_like, ungroup
from annotator.agreement.gold_judgements import in_gold, put_judgement
from annotator.agreement.table import Layer
from annotator.domain.annotation import Judgement, Mention
from annotator.domain.ruling import Outcome, Ruling
from annotator.domain.scheme import Scheme


class Standing:
    """Puts answers to items of one article into gold, and takes those out that do not stand."""

    def __init__(self, gold: GoldDraft, scheme: Scheme) -> None:
        self.gold = gold
        self._scheme = scheme

    def make(
        self, item: Item, outcome: Outcome, chosen: Sequence[int], earlier: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The ids of gold that stand for the item from now on; of its other answers nothing is left.

        `earlier` are ids that stood for it before. Refused where something of gold would lose its footing.
        """
        variants = [item.variants[number] for number in chosen if not item.variants[number].is_nothing]
        match item.layer:
            case Layer.MENTIONS:
                return self._make_mentions(item, outcome, variants, earlier)
            case Layer.JUDGEMENTS:
                return self._make_judgements(item, outcome, variants, earlier)
            case _:
                return self._make_entities(item, outcome, variants)

    def answers(self, item: Item) -> list[Mention] | list[Judgement]:
        """The first answer as it would stand in gold, or as it was given while gold lacks what it needs."""
        if item.layer is Layer.MENTIONS:
            return self._mentions(item.variants[:1])
        given = everything(item.variants[0])
        return [in_gold(self.gold, said) or self.gold.said.judgement(said) for said in given]

    def put(self, item: Item) -> tuple[str, ...]:
        """Puts the first answer into gold beside what is there."""
        variant = item.variants[0]
        if item.layer is Layer.MENTIONS:
            return tuple(self._put_mention(item, mention) for mention in self._mentions([variant]))
        return tuple(put_judgement(self.gold, given) for given in self._given([variant]))

    def _no_longer(self, stood: Iterable[str], made: Sequence[str]) -> list[str]:
        """What stood for the item and stands no more, unless another ruling made it, too."""
        gone = [id_ for id_ in dict.fromkeys(stood) if id_ not in made]
        return [id_ for id_ in gone if not self.gold.is_meant(id_)]

    # Mentions

    def _make_mentions(
        self, item: Item, outcome: Outcome, variants: Sequence[Variant], earlier: Iterable[str]
    ) -> tuple[str, ...]:
        answers = self._mentions(item.variants)
        wanted = self._mentions(variants)
        if outcome is Outcome.UNION and wanted:
            wanted = [_union(wanted, item.label if len(variants) > 1 else wanted[0].label)]
        stood = [mention.id for answer in answers for mention in self.gold.mentions_like(answer)]
        stood += [id_ for id_ in earlier if id_ in self.gold.draft.mentions]
        made = tuple(dict.fromkeys(self._put_mention(item, mention) for mention in wanted))
        for gone in self._no_longer(stood, made):
            self.gold.remove_mention(gone, made[0] if made else None)
        return made

    def _mentions(self, variants: Iterable[Variant]) -> list[Mention]:
        return [
            self.gold.said.mention(everything(variant)[0]) for variant in variants if not variant.is_nothing
        ]

    def _put_mention(self, item: Item, mention: Mention) -> str:
        marked = [
            (Said(said.annotator, theirs.entity), theirs)
            for variant in item.variants
            for said in everything(variant)
            if (theirs := self.gold.said.mention(said)).entity is not None
        ]
        followed = [entity for entity, _ in marked if self._is_followed(entity)]
        # Nobody marked a union like this, so that all who marked something there are asked.
        like_this = [entity for entity, theirs in marked if _is_same(theirs, mention)]
        held_for = followed or like_this or [entity for entity, _ in marked]
        return self.gold.put_mention(mention, held_for)

    def _is_followed(self, entity: Said) -> bool:
        """Whether a ruling says that the annotator is right about who is this entity."""
        item = self.gold.said.grouped_by.get(entity)
        ruling = None if item is None else self.gold.draft.rulings.get(item.id)
        return ruling is not None and any(
            answer.stands and entity.annotator in answer.annotators for answer in ruling.answers
        )

    # Judgements

    def _make_judgements(
        self, item: Item, outcome: Outcome, variants: Sequence[Variant], earlier: Iterable[str]
    ) -> tuple[str, ...]:
        stood = [id_ for id_ in earlier if id_ in self.gold.draft.judgements]
        for variant in item.variants:
            for said in everything(variant):
                there = in_gold(self.gold, said)
                stood += [] if there is None else [like.id for like in self.gold.judgements_like(there)]
        made = tuple(dict.fromkeys(self._put_judgements(item, outcome, variants)))
        for gone in self._no_longer(stood, made):
            self.gold.unsay(gone)
        return made

    def _put_judgements(self, item: Item, outcome: Outcome, variants: Sequence[Variant]) -> Iterator[str]:
        given = self._given(variants)
        task = self._scheme.task(item.task or "")
        if outcome is Outcome.UNION and task is not None and task.multiple and given:
            labels = dict.fromkeys(label for variant in variants for label in variant.labels)
            yield put_judgement(self.gold, [said for same in given for said in same], tuple(labels))
            return
        for same in given:
            yield put_judgement(self.gold, same)

    def _given(self, variants: Iterable[Variant]) -> list[list[Said]]:
        """The judgements of the variants; those of one variant with the same labels are one."""
        same: dict[tuple[int, frozenset[str | None]], list[Said]] = {}
        for number, variant in enumerate(variants):
            for said in everything(variant):
                judgement = self.gold.said.judgement(said)
                labels = frozenset((judgement.label, *judgement.more_labels))
                same.setdefault((number, labels), []).append(said)
        return list(same.values())

    # Entities

    def _make_entities(self, item: Item, outcome: Outcome, variants: Sequence[Variant]) -> tuple[str, ...]:
        everybody = [entities for variant in item.variants for entities in by_annotator(variant)]
        if outcome is Outcome.UNION:
            return group_as_one(self.gold, everybody)
        if not variants:
            return ungroup(self.gold, everybody)
        # Several groupings cannot stand at once: of those that are valid gold shows the first.
        return group_like(self.gold, by_annotator(variants[0]))


def by_annotator(variant: Variant) -> list[list[Said]]:
    """What the variant is in the annotation of each of those who gave it."""
    return [
        [Said(annotator, id_) for id_ in ids]
        for annotator, ids in zip(variant.annotators, variant.items, strict=True)
    ]


def _is_same(one: Mention, other: Mention) -> bool:
    return (one.pieces, one.label) == (other.pieces, other.label)


def _union(mentions: Sequence[Mention], label: str) -> Mention:
    start, end = min(mention.start for mention in mentions), max(mention.end for mention in mentions)
    return mentions[0].model_copy(update={"start": start, "end": end, "label": label, "fragments": ()})


def is_about_same(ruling: Ruling, item: Item) -> bool:
    """Whether somebody says in the item what they said when the ruling was made; silence says nothing."""
    if (ruling.layer, ruling.task) != (item.layer.value, item.task):
        return False
    here = {
        (name, variant.said)
        for variant in item.variants
        if not variant.is_nothing
        for name in variant.annotators
    }
    return any((name, answer.said) in here for answer in ruling.answers for name in answer.annotators)
