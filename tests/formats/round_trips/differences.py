"""What a trip through a format changed, compared with what the losses name: each way of changing one by one.

Nothing here asks the program what is equal. The losses are taken at their word: what they say is done to
the annotation as it was, and then it has to be the annotation that came back. So a loss that nobody named is
found as well as one that is none.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    Entity,
    Judgement,
    Mention,
    Ref,
    RefKind,
)
from annotator.domain.loss import Loss
from annotator.domain.records import AnnotatedArticle


class Thing(StrEnum):
    """What formats say that they hold, or cannot hold."""

    ARTICLES = "articles that nobody has annotated"
    WORK = "annotations"
    KINDS = "whether it is a person’s work"
    STATUS = "how far the work is"
    MENTIONS = "mentions"
    GAPS = "gaps in mentions"
    ENTITIES = "which mentions are one entity"
    IDENTITIES = "what is known of entities"
    JUDGEMENTS = "judgements"
    ASIDES = "what stands beside a label"
    OUTER_HOLDERS = "who reports the holder"
    REJECTED = "rejected proposals"
    REMARKS = "notes and flags"
    RULINGS = "rulings"
    DECISIONS = "what became of proposals"
    SHARES = "shares of labels"


_LONGEST = 60
_KNOWN_ANYWAY = (("imported", "accepted"), ("model", "accepted"))
_ASIDES = (
    *("intensity", "implicit", "evidence", "confidence", "note", "outer_holders", "more_labels"),
    *("implied_label", "value", "anchor"),
)
_HISTORIES = r"who marked .* first, and what became of proposals"
_QUOTED = re.compile(r"“(.*)”", re.DOTALL)
CATEGORY, RELATION = "category", "relation"
"""The tasks of answers whose task is gone."""
MentionKey = tuple[tuple[tuple[int, int], ...], str]


class Named:
    """The losses of one article, each of which stands for one thing."""

    def __init__(self, losses: Iterable[Loss]) -> None:
        self.left = list(losses)
        self.may_say_histories = 0
        """Of how many it may be named that nothing is left of a history which says next to nothing."""

    def take(self, *whats: str) -> Loss | None:
        """The loss that says one of it, which then has been used."""
        for loss in self.left:
            if loss.what in whats:
                self.left.remove(loss)
                return loss
        return None

    def take_like(self, pattern: str) -> Loss | None:
        for loss in self.left:
            if re.fullmatch(pattern, loss.what):
                self.left.remove(loss)
                return loss
        return None

    def says(self, what: str) -> Loss | None:
        return next((loss for loss in self.left if loss.what == what), None)


def differences(
    before: Sequence[AnnotatedArticle],
    after: Sequence[AnnotatedArticle],
    losses: Iterable[Loss],
    holds: Collection[Thing],
) -> list[str]:
    """In a sentence each: what is lost and not named, named and not lost, or lost though it is held."""
    of_article: dict[str, list[Loss]] = {one.article.id: [] for one in before}
    for loss in losses:
        of_article[loss.article].append(loss)
    back: dict[str, list[Annotation]] = {}
    for one in after:
        back.setdefault(one.article.text, []).extend(record.annotation for record in one.records)
    found: list[str] = []
    for one in before:
        named = Named(of_article[one.article.id])
        if named.says("the white space before the text") or named.says("characters that XML cannot hold"):
            # Then all offsets are others.
            continue
        comparing = _Comparing(one, back.pop(one.article.text, None), named)
        found += comparing.sentences()
        found += (f"{thing} were touched, which it holds" for thing in sorted(comparing.touched & {*holds}))
    return found


class _Comparing:
    """One article with all that is said of it, before and after."""

    def __init__(self, before: AnnotatedArticle, after: Sequence[Annotation] | None, named: Named) -> None:
        self._before = before
        self._text = before.article.text
        self._after = after
        self._named = named
        self.touched: set[Thing] = set()

    def sentences(self) -> Iterator[str]:
        if self._after is None:
            if self._named.take("the article"):
                self.touched.add(Thing.ARTICLES)
            elif not self._before.records:
                yield f"{self._before.article.id} is gone"
        by_name: dict[Annotator | str, Annotation] = {}
        for one in self._after or ():
            if one.annotator.name in by_name:
                yield f"{one.annotator.name} is there twice"
            by_name[one.annotator.name] = one
        for record in self._before.records:
            said = record.annotation
            back = by_name.pop(said.annotator.name, None)
            if back is None and self._named.take(f"the annotation of {said.annotator.name}"):
                self.touched.add(Thing.WORK)
                continue
            if back is None:
                self.touched.add(Thing.WORK)
                if not self._named.take(f"that {said.annotator.name} looked and found nothing"):
                    yield f"the annotation of {said.annotator.name} is gone"
                back = Annotation(
                    article_id=said.article_id,
                    annotator=said.annotator,
                    scheme=said.scheme,
                    progress=said.progress,
                )
            yield from _Work(said, back, self._text, self._named, self.touched).sentences()
        yield from (f"{name} came from nowhere" for name in by_name)
        for _ in range(self._named.may_say_histories):
            self._named.take_like(_HISTORIES)
        yield from (f"“{loss.what}” is no loss ({loss.why})" for loss in self._named.left)


class _Work:
    """One annotation, to which the losses are done until it is what came back."""

    def __init__(
        self, before: Annotation, after: Annotation, text: str, named: Named, touched: set[Thing]
    ) -> None:
        self._first = before
        self._after = after
        self._text = text
        self._named = named
        self._touched = touched
        self._mentions = dict(before.mentions)
        self._entities = dict(before.entities)
        self._judgements = dict(before.judgements)

    def sentences(self) -> Iterator[str]:
        yield from self._compare_mentions()
        yield from self._compare_progress()
        yield from self._compare_rejected()
        yield from self._compare_histories()
        yield from self._compare_entities()
        yield from self._compare_judgements()

    # Mentions

    def _compare_mentions(self) -> Iterator[str]:
        left = Counter(map(_key, self._after.mentions.values()))
        missing: list[Mention] = []
        # Of equal ones that of an entity stays.
        for mention in sorted(self._mentions.values(), key=lambda one: (one.entity is None, one.id)):
            if left[_key(mention)]:
                left[_key(mention)] -= 1
            else:
                missing.append(mention)
        for mention in self._mentions.values():
            if self._text[mention.start].isspace() or self._text[mention.end - 1].isspace():
                # Said of the tokens that stand beside it, not of the mention.
                self._named.take(f"the tokens of {self._quoted(mention.start, mention.end)}")
        for mention in missing:
            changed = self._changed(mention, left)
            if changed is None:
                del self._mentions[mention.id]
            elif left[_key(changed)]:
                left[_key(changed)] -= 1
                self._mentions[mention.id] = changed
            else:
                del self._mentions[mention.id]
                yield f"{self._in_words(mention)} is gone"
        yield from (f"{key} came from nowhere" for key in left.elements())

    def _changed(self, mention: Mention, there: Mapping[MentionKey, int]) -> Mention | None:
        """The mention as losses say that it is now; None for one that is gone."""
        words = self._in_words(mention)
        if self._named.take(words, words.removeprefix("the mention ")):
            self._touched.add(Thing.MENTIONS)
            self._named.take(f"the gap in {words}")
            return None
        if self._named.take(f"the gap in {words}"):
            self._touched.add(Thing.GAPS)
            mention = mention.model_copy(update={"fragments": ()})
        relabelled = self._named.says(f"the label “{mention.label}”")
        if relabelled is not None and (label := _QUOTED.search(relabelled.why)):
            self._touched.add(Thing.MENTIONS)
            mention = mention.model_copy(update={"label": label[1]})
        edges = f"the edges or a gap of {words}", f"the edges of {words.removeprefix('the mention ')}"
        if not there.get(_key(mention)) and self._named.take(*edges):
            self._touched.add(Thing.GAPS)
            for pieces, label_ in there:
                if there[pieces, label_] and label_ == mention.label and self._is_within(pieces, mention):
                    update = {
                        "start": pieces[0][0],
                        "end": pieces[-1][1],
                        "fragments": pieces if len(pieces) > 1 else (),
                    }
                    return mention.model_copy(update=update)
        return mention

    def _is_within(self, pieces: Sequence[tuple[int, int]], mention: Mention) -> bool:
        """Whether the pieces cover the same but for white space."""
        now, was = (
            {place for start, end in some for place in range(start, end)} for some in (pieces, mention.pieces)
        )
        return not "".join(self._text[place] for place in now ^ was).strip()

    def _in_words(self, mention: Mention) -> str:
        return f"the mention {self._quoted(mention.start, mention.end)} ({mention.label})"

    def _quoted(self, start: int, end: int) -> str:
        return quoted(self._text, start, end)

    # Progress, proposals, histories

    def _compare_progress(self) -> Iterator[str]:
        first, after, name = self._first, self._after, self._first.annotator.name
        if first.annotator.kind is not after.annotator.kind:
            self._touched.add(Thing.KINDS)
            if not self._named.take(f"that {name} is of the kind {first.annotator.kind}"):
                yield f"{first.annotator} became {after.annotator.kind}"
        was, now = first.progress, after.progress
        if was.status is not now.status:
            self._touched.add(Thing.STATUS)
            words = was.status.replace("_", " ")
            if not self._named.take(f"that it is {words}", f"that {name} is {words}"):
                yield f"{was.status} became {now.status}"
        for differs, what in (
            (was.note != now.note, "the note on the article"),
            (was.flagged != now.flagged, "the flag"),
        ):
            if differs:
                self._touched.add(Thing.REMARKS)
                if not self._named.take(what):
                    yield f"{what} is gone"
        rulings = len(first.rulings)
        if first.rulings != after.rulings:
            self._touched.add(Thing.RULINGS)
            if not self._named.take(f"{rulings} ruling", f"{rulings} rulings"):
                yield "rulings are gone"

    def _compare_rejected(self) -> Iterator[str]:
        was, now = (
            Counter((one.start, one.end, one.label) for one in said.rejected.values())
            for said in (self._first, self._after)
        )
        left = now - was
        for start, end, label in (was - now).elements():
            self._touched.add(Thing.REJECTED)
            quote = self._quoted(start, end)
            inside = self._text[start:end]
            trimmed = start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip()), label
            if left[trimmed] and self._named.take(f"the edges of {quote} ({label})"):
                left[trimmed] -= 1
            elif not self._named.take(f"the rejected proposal {quote} ({label})", f"{quote} ({label})"):
                yield f"the rejected proposal {quote} ({label}) is gone"
        yield from (f"the proposal {key} came from nowhere" for key in left.elements())

    def _compare_histories(self) -> Iterator[str]:
        was = Counter((_key(one), one.origin, one.decision) for one in self._mentions.values())
        now = Counter((_key(one), one.origin, one.decision) for one in self._after.mentions.values())
        moved = [
            one for one in self._first.mentions.values() if (one.origin, one.decision) not in _KNOWN_ANYWAY
        ]
        if moved and (was != now or len(self._mentions) < len(self._first.mentions)):
            self._touched.add(Thing.DECISIONS)
            if not self._named.take_like(_HISTORIES):
                yield "what became of proposals is gone"
        elif was != now:
            self._named.may_say_histories += 1
        if _shares(self._first) and _shares(self._first) != _shares(self._after):
            self._touched.add(Thing.SHARES)
            if not self._named.take_like(r"the shares of .*"):
                yield "shares of labels are gone"

    # Entities

    def _compare_entities(self) -> Iterator[str]:
        left = Counter(self._entity_key(one, self._after.mentions) for one in self._after.entities.values())
        for id_, entity in [*self._entities.items()]:
            key = self._entity_key(entity, self._mentions)
            if left[key]:
                left[key] -= 1
                continue
            number = sum(one.entity == id_ for one in self._first.mentions.values())
            what = f"the entity {entity.name} ({entity.label})"
            of_mentions = f"{what} of {number} mention{'s' if number != 1 else ''}"
            is_said_by_mention = any(
                one.entity == id_
                and number == 1
                and (self._text[one.start : one.end], one.label) == (entity.name, entity.label)
                for one in self._first.mentions.values()
            )
            if self._named.take(f"how {what} is called"):
                self._touched.add(Thing.ENTITIES)
                called = next((one for one in left if left[one] and one[2] == key[2]), None)
                if called is not None:
                    left[called] -= 1
                    update = {"name": called[0], "label": called[1]}
                    self._entities[id_] = entity.model_copy(update=update)
                    continue
            whole = self._named.take(what, of_mentions)
            if not whole and not is_said_by_mention:
                yield f"{what} is gone"
            self._touched.add(Thing.ENTITIES)
            for known, value in _known(entity):
                said = f"{known} of {entity.name}"
                if not self._named.take(said, f"{said}: {value}") and not whole:
                    yield f"{said} is gone"
            self._drop_entity(id_)
        yield from (f"the entity {key} came from nowhere" for key in left.elements())
        yield from self._compare_identities()

    def _compare_identities(self) -> Iterator[str]:
        there: dict[object, list[Entity]] = {}
        for one in self._after.entities.values():
            there.setdefault(self._entity_key(one, self._after.mentions), []).append(one)
        for id_, entity in self._entities.items():
            same = there.get(self._entity_key(entity, self._mentions), [])
            if not same:
                continue
            back = min(same, key=lambda one: len(_known(entity) ^ _known(one)))
            same.remove(back)
            for what in _known(entity) - _known(back):
                self._touched.add(Thing.IDENTITIES)
                said = f"{what[0]} of {self._first.entities[id_].name}"
                if not self._named.take(said, f"{said}: {what[1]}"):
                    yield f"{said} is gone"
            yield from (f"{what} came from nowhere" for what in _known(back) - _known(entity))

    def _entity_key(self, entity: Entity, mentions: Mapping[str, Mention]) -> tuple[object, ...]:
        members = sorted(_key(one) for one in mentions.values() if one.entity == entity.id)
        return entity.name, entity.label, tuple(members)

    def _drop_entity(self, id_: str) -> None:
        """Without the entity its first mention is left to point at."""
        own = sorted(
            (one for one in self._mentions.values() if one.entity == id_),
            key=lambda one: (one.start, -one.end, one.id),
        )
        for mention in own:
            self._mentions[mention.id] = mention.model_copy(update={"entity": None})
        del self._entities[id_]
        if not own:
            return
        instead = Ref(kind=RefKind.MENTION, id=own[0].id)

        def moved(ref: Ref | None) -> Ref | None:
            return instead if ref is not None and (ref.kind, ref.id) == (RefKind.ENTITY, id_) else ref

        for judgement in [*self._judgements.values()]:
            update = {slot: moved(getattr(judgement, slot)) for slot in ("holder", "target", "anchor")}
            self._judgements[judgement.id] = judgement.model_copy(update=update)

    # Judgements

    def _compare_judgements(self) -> Iterator[str]:
        there: dict[object, list[Judgement]] = {}
        for one in self._after.judgements.values():
            there.setdefault(self._judgement_key(one, self._after), []).append(one)
        now = self._now()
        # Those that come back whole find theirs before those of which something is lost.
        in_order = sorted(
            self._judgements.values(), key=lambda one: not self._comes_back_whole(one, now, there)
        )
        for judgement in in_order:
            words = _in_words(self._first.judgements[judgement.id])
            judgement = self._without_lost_ends(judgement, words, now, there)
            same = there.get(self._judgement_key(judgement, now))
            if same:
                back = min(same, key=lambda one: len(list(self._beside(judgement, one, now))))
                same.remove(back)
                for what in self._beside(judgement, back, now):
                    yield from self._lost_beside(judgement, what, words)
                continue
            self._touched.add(Thing.JUDGEMENTS)
            if not self._named.take(words):
                yield f"{words} is gone"
            for what in _ASIDES:
                if str(getattr(self._first.judgements[judgement.id], what)) not in ("None", "False", "()"):
                    self._named.take(f"the {what.replace('_', ' ')} of {words}")
        yield from (f"{_in_words(one)} came from nowhere" for some in there.values() for one in some)

    def _lost_beside(self, judgement: Judgement, what: str, words: str) -> Iterator[str]:
        self._touched.add(Thing.OUTER_HOLDERS if what == "outer_holders" else Thing.ASIDES)
        says = f"the {what.replace('_', ' ')} of {words}"
        if self._named.take(says, f"white space in the note on {words}"):
            return
        if what == "outer_holders" and any(
            judgement.id in loss.what.split(" of ")[-1].split(", ") for loss in self._named.left
        ):
            # One loss names them all.
            outer = [one for one in self._first.judgements.values() if one.outer_holders]
            if judgement.id == outer[-1].id:
                self._named.take_like(r"the outer holders of .*")
            return
        yield f"{says} is gone"

    def _now(self) -> Annotation:
        update = {"mentions": self._mentions, "entities": self._entities, "judgements": self._judgements}
        return self._first.model_copy(update=update)

    def _comes_back_whole(
        self, judgement: Judgement, now: Annotation, there: Mapping[object, Sequence[Judgement]]
    ) -> bool:
        same = there.get(self._judgement_key(judgement, now), ())
        return any(not list(self._beside(judgement, one, now)) for one in same)

    def _without_lost_ends(
        self, judgement: Judgement, words: str, now: Annotation, there: Mapping[object, Sequence[Judgement]]
    ) -> Judgement:
        for slot in ("holder", "target"):
            if not there.get(self._judgement_key(judgement, now)) and self._named.take(
                f"the {slot} of {words}"
            ):
                self._touched.add(Thing.JUDGEMENTS)
                judgement = judgement.model_copy(update={slot: None})
        if not there.get(self._judgement_key(judgement, now)) and self._named.take(f"the task of {words}"):
            self._touched.add(Thing.JUDGEMENTS)
            label = f"{judgement.task}:{judgement.label}"
            as_relation = judgement.model_copy(update={"task": RELATION, "label": label})
            as_category = judgement.model_copy(update={"task": CATEGORY})
            is_relation = self._judgement_key(as_relation, now) in there
            judgement = as_relation if is_relation else as_category
        self._named.take(f"which of two equal mentions it is about of {words}")
        return judgement

    def _beside(self, was: Judgement, now: Judgement, of: Annotation) -> Iterator[str]:
        """The fields that differ."""
        for field in _ASIDES:
            mine, theirs = getattr(was, field), getattr(now, field)
            if field == "anchor":
                mine, theirs = self._ref_key(mine, of), self._ref_key(theirs, self._after)
            elif field == "outer_holders":
                mine = [self._ref_key(one, of) for one in mine]
                theirs = [self._ref_key(one, self._after) for one in theirs]
            elif field == "evidence":
                mine, theirs = (_covered(some) for some in (mine, theirs))
            if mine != theirs:
                yield field

    def _judgement_key(self, judgement: Judgement, of: Annotation) -> object:
        ends = (self._ref_key(ref, of) for ref in (judgement.holder, judgement.target))
        return judgement.task, judgement.label, *ends

    def _ref_key(self, ref: Ref | None, of: Annotation) -> object:
        if ref is None:
            return None
        id_ = ref.id or ""
        if ref.kind is RefKind.MENTION and id_ in of.mentions:
            return ref.kind, _key(of.mentions[id_])
        if ref.kind is RefKind.ENTITY and id_ in of.entities:
            return ref.kind, self._entity_key(of.entities[id_], of.mentions)
        return ref.kind, ref.id


def quoted(text: str, start: int, end: int) -> str:
    """The words on one line, as losses quote them."""
    quote = " ".join(text[start:end].split())
    return f"“{quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + '…'}”"


def _key(mention: Mention) -> MentionKey:
    return mention.pieces, mention.label


def _covered(spans: Iterable[object]) -> list[str]:
    return sorted(map(str, spans))


def _shares(said: Annotation) -> list[str]:
    return sorted(
        f"{_key(one)}{one.distribution}" for one in said.mentions.values() if one.distribution
    ) + sorted(
        f"{one.task}{one.label}{one.distribution}" for one in said.judgements.values() if one.distribution
    )


def _known(entity: Entity) -> set[tuple[str, str]]:
    """What is known of it beside name and label, as losses call it, with its value."""
    known = {(f"the attribute {key}", json.dumps(value)) for key, value in entity.attributes.items()}
    if entity.canonical:
        known.add(("the canonical name", entity.canonical))
    if entity.kb_id:
        known.add(("the knowledge-base id", entity.kb_id))
    return known


def _in_words(judgement: Judgement) -> str:
    """As losses call it."""

    def name(ref: Ref | None) -> str:
        return "" if ref is None else ref.name or ref.id or ref.kind

    words = name(judgement.holder), judgement.label or "nothing", name(judgement.target)
    return f"{judgement.task}: {', '.join(word for word in words if word)}"
