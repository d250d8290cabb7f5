"""Marking, relabelling, accepting, resizing and removing mentions, one or all of one name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import (
    Annotation,
    Decision,
    Mention,
    MentionOrigin,
    Ref,
    RefKind,
    RejectedProposal,
)
from annotator.domain.article import Article
from annotator.domain.edits.draft import Draft
from annotator.domain.edits.grouping import entity_for, follow_mentions
from annotator.domain.names import normal_name, occurrences, overlaps_any
from annotator.domain.refused import Refused
from annotator.domain.steps import Step


def mention_of(annotation: Annotation, mention_id: str) -> Mention:
    try:
        return annotation.mentions[mention_id]
    except KeyError:
        raise Refused("That mention is no longer there.") from None


def add_mention(
    annotation: Annotation,
    article: Article,
    start: int,
    end: int,
    label: str,
    *,
    origin: MentionOrigin = MentionOrigin.HUMAN,
) -> Step:
    """Marks `[start, end)` and groups it with the entity of the same name; refuses what is marked already."""
    _check_span(article, start, end)
    if any((m.pieces, m.label) == (((start, end),), label) for m in annotation.mentions.values()):
        raise Refused(f"“{_short(article.text[start:end])}” is marked as {label} already.")
    draft = Draft(annotation)
    _put_new(draft, article, start, end, label, origin)
    return draft.step("mark mention")


def add_fragment(annotation: Annotation, article: Article, mention_id: str, start: int, end: int) -> Step:
    """Adds a further piece to a mention, which becomes discontinuous (or grows, if the piece touches it)."""
    _check_span(article, start, end)
    mention = mention_of(annotation, mention_id)
    if overlaps_any((start, end), mention.pieces):
        raise Refused("That piece overlaps the mention; choose text outside it.")
    # Pieces that touch are one.
    pieces = sorted([*mention.pieces, (start, end)])
    joined = [pieces[0]]
    for piece in pieces[1:]:
        if piece[0] == joined[-1][1]:
            joined[-1] = (joined[-1][0], piece[1])
        else:
            joined.append(piece)
    draft = Draft(annotation)
    fragments = tuple(joined) if len(joined) > 1 else ()
    _resize(draft, article, mention, joined[0][0], joined[-1][1], fragments)
    return draft.step("add piece to mention")


def accept_mention(annotation: Annotation, mention_id: str) -> Step:
    return accept_mentions(annotation, [mention_id], name="accept mention")


def accept_mentions(annotation: Annotation, mention_ids: Iterable[str], *, name: str) -> Step:
    """Accepts those of the mentions that nobody has decided on."""
    draft = Draft(annotation)
    for mention_id in mention_ids:
        mention = mention_of(annotation, mention_id)
        if mention.decision is Decision.UNTOUCHED:
            draft.put(mention.model_copy(update={"decision": Decision.ACCEPTED}))
    return draft.step(name)


def relabel_mention(annotation: Annotation, mention_id: str, label: str) -> Step:
    """Gives the mention another label; the label it has already accepts it."""
    mention = mention_of(annotation, mention_id)
    draft = Draft(annotation)
    _relabel(draft, mention, label)
    return draft.step("relabel mention")


def resize_mention(annotation: Annotation, article: Article, mention_id: str, start: int, end: int) -> Step:
    """Moves the mention's edges; the entity's name follows while this is its only mention."""
    _check_span(article, start, end)
    mention = mention_of(annotation, mention_id)
    if mention.fragments:
        inner = mention.fragments[1:-1]
        first, last = mention.fragments[0], mention.fragments[-1]
        if not (start < first[1] and end > last[0]):
            raise Refused("A mention in several pieces keeps a part of each; remove it to mark it anew.")
        fragments = ((start, first[1]), *inner, (last[0], end))
    else:
        fragments = ()
    draft = Draft(annotation)
    _resize(draft, article, mention, start, end, fragments)
    return draft.step("resize mention")


def delete_mention(annotation: Annotation, mention_id: str) -> Step:
    """Removes the mention; a model's proposal is remembered as rejected."""
    draft = Draft(annotation)
    _delete(draft, mention_of(annotation, mention_id))
    return draft.step("remove mention")


def delete_mentions(annotation: Annotation, mention_ids: Iterable[str], *, name: str) -> Step:
    draft = Draft(annotation)
    for mention_id in mention_ids:
        _delete(draft, mention_of(annotation, mention_id))
    return draft.step(name)


class Deed(StrEnum):
    """What was last done to one mention, and can be done to all of its name."""

    MARK = "mark"
    RELABEL = "relabel"
    ACCEPT = "accept"
    RESIZE = "resize"
    REMOVE = "remove"


@dataclass(frozen=True)
class LastDeed:
    """The last change to one mention: the text and label it had, and what came of them (None: removed)."""

    deed: Deed
    name: str
    label_before: str | None
    label: str | None
    entity: str | None = None
    trimmed: tuple[int, int] = (0, 0)
    """How far start and end moved, in code points, when it was resized."""
    resized_name: str | None = None
    """Its text after it was resized."""


def last_deed(step: Step, text: str) -> LastDeed | None:
    """What the step did to its one mention, if it is something that can be done to all of its name."""
    changes = [change for change in step.changes if change.kind == "mention"]
    if len(changes) != 1:
        return None
    before, after = changes[0].before, changes[0].after
    if any(mention is not None and mention.fragments for mention in (before, after)):
        return None
    if before is None and after is not None:
        return LastDeed(Deed.MARK, after.quote(text), None, after.label, after.entity)
    if before is not None and after is None:
        return LastDeed(Deed.REMOVE, before.quote(text), before.label, None)
    if before is None or after is None:
        return None
    if (before.start, before.end) != (after.start, after.end):
        moved = (after.start - before.start, after.end - before.end)
        return LastDeed(
            Deed.RESIZE, before.quote(text), before.label, after.label, after.entity, moved, after.quote(text)
        )
    if before.label != after.label:
        return LastDeed(Deed.RELABEL, before.quote(text), before.label, after.label, after.entity)
    if before.decision is Decision.UNTOUCHED and after.decision is Decision.ACCEPTED:
        return LastDeed(Deed.ACCEPT, before.quote(text), before.label, after.label, after.entity)
    return None


@dataclass(frozen=True)
class Occurrence:
    """A place where the last deed would be repeated, and the mention that stands there, if any does."""

    start: int
    end: int
    mention_id: str | None


def places_for_all(annotation: Annotation, article: Article, deed: LastDeed) -> tuple[Occurrence, ...]:
    """Every other occurrence of the name that `repeat_on_all` would change: shown before it happens."""
    standing: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for mention in annotation.ordered_mentions:
        if not mention.fragments:
            standing[mention.start, mention.end].append(mention)
    marked = sorted(standing)
    marks = deed.deed in (Deed.MARK, Deed.RELABEL)
    found: list[Occurrence] = []
    for span in sorted({*occurrences(article.text, deed.name), *_same_name(standing, article, deed)}):
        if span in standing:
            mention_ids = [m.id for m in standing[span] if _changes_by(deed, m, standing, article)]
            found += [Occurrence(*span, id_) for id_ in mention_ids[:1]]
        elif marks and not overlaps_any(span, marked):
            found.append(Occurrence(*span, None))
    return tuple(found)


def repeat_on_all(
    annotation: Annotation, article: Article, deed: LastDeed, places: Iterable[Occurrence]
) -> Step:
    """Does the last deed at each of the places, as one step."""
    draft = Draft(annotation)
    for place in places:
        mention = None if place.mention_id is None else mention_of(annotation, place.mention_id)
        match deed.deed, mention:
            case (Deed.REMOVE, Mention()):
                _delete(draft, mention)
            case (Deed.ACCEPT, Mention()):
                draft.put(mention.model_copy(update={"decision": Decision.ACCEPTED}))
            case (Deed.RESIZE, Mention()):
                start, end = mention.start + deed.trimmed[0], mention.end + deed.trimmed[1]
                _check_span(article, start, end)
                _resize(draft, article, mention, start, end, ())
            case (_, Mention()):
                _relabel(draft, mention, _label_of(deed))
            case _:
                _put_new(draft, article, place.start, place.end, _label_of(deed), MentionOrigin.PROPAGATED)
    step = draft.step(f"{deed.deed} all “{_short(deed.name)}”")
    if not step:
        raise Refused(f"There is no other “{_short(deed.name)}” to {deed.deed}.")
    return step


def start_from(annotation: Annotation, model: Annotation) -> Step:
    """Takes over a model's mentions and entities as proposals nobody has looked at yet."""
    draft = Draft(annotation)
    names: dict[str, str] = {}
    for entity in model.entities.values():
        names[entity.id] = draft.new_entity_id()
        draft.put(entity.model_copy(update={"id": names[entity.id]}))
    for mention in model.ordered_mentions:
        draft.put(
            mention.model_copy(
                update={
                    "id": draft.new_mention_id(),
                    "entity": names.get(mention.entity or ""),
                    "origin": MentionOrigin.MODEL,
                    "decision": Decision.UNTOUCHED,
                }
            )
        )
    draft.progress = draft.progress.model_copy(update={"pipeline": model.annotator.name})
    return draft.step(START, by_hand=False)


START = "start from the model’s proposals"
"""The name of the step that an unseen article begins with; it is nobody's work yet."""


def _put_new(draft: Draft, article: Article, start: int, end: int, label: str, origin: MentionOrigin) -> None:
    entity_id = entity_for(draft, article.text[start:end], label)
    draft.put(
        Mention(
            id=draft.new_mention_id(),
            start=start,
            end=end,
            label=label,
            entity=entity_id,
            origin=origin,
            decision=Decision.ADDED,
        )
    )


def _has_twin(draft: Draft, mention: Mention) -> bool:
    """Whether another mention marks the same pieces with the same label."""
    return any(
        # The start alone tells nearly all apart, and a key press has no time for more.
        m.start == mention.start
        and m.id != mention.id
        and (m.pieces, m.label) == (mention.pieces, mention.label)
        for m in draft.mentions.values()
    )


def _relabel(draft: Draft, mention: Mention, label: str) -> None:
    if mention.label == label:
        if mention.decision is Decision.UNTOUCHED:
            draft.put(mention.model_copy(update={"decision": Decision.ACCEPTED}))
        return
    if _has_twin(draft, mention.model_copy(update={"label": label})):
        raise Refused(f"The same text is marked as {label} already.")
    decision = Decision.ADDED if mention.decision is Decision.ADDED else Decision.RELABELLED
    draft.put(mention.model_copy(update={"label": label, "decision": decision}))
    follow_mentions(draft, mention.entity)


def _resize(
    draft: Draft,
    article: Article,
    mention: Mention,
    start: int,
    end: int,
    fragments: tuple[tuple[int, int], ...],
) -> None:
    if mention.pieces == (fragments or ((start, end),)):
        return
    resized = _resized(mention, start, end, fragments)
    if _has_twin(draft, resized):
        raise Refused(f"“{_short(article.text[start:end])}” is marked as {mention.label} already.")
    draft.put(resized)
    name = resized.quote(article.text)
    draft.point(mention.id, Ref(kind=RefKind.MENTION, id=mention.id, name=name))
    entity = draft.entities.get(mention.entity or "")
    if entity and entity.name == mention.quote(article.text) and len(draft.mentions_of(entity.id)) == 1:
        draft.rename_entity(entity.id, name)


def _resized(mention: Mention, start: int, end: int, fragments: tuple[tuple[int, int], ...]) -> Mention:
    decision = Decision.ADDED if mention.decision is Decision.ADDED else Decision.RESIZED
    return mention.model_copy(
        update={"start": start, "end": end, "fragments": fragments, "decision": decision}
    )


def _delete(draft: Draft, mention: Mention) -> None:
    uses = [
        judgement
        for judgement in draft.judgements.values()
        if any(ref.kind is RefKind.MENTION and ref.id == mention.id for ref in judgement.refs())
    ]
    if uses:
        point, them = ("points", "it") if len(uses) == 1 else ("point", "them")
        raise Refused(f"{count(len(uses), 'judgement')} {point} at this mention; remove {them} first.")
    del draft.mentions[mention.id]
    if mention.origin is MentionOrigin.MODEL:
        draft.put(
            RejectedProposal(
                id=draft.new_rejected_id(), start=mention.start, end=mention.end, label=mention.label
            )
        )
    draft.drop_entity_if_unused(mention.entity)


Standing = Mapping[tuple[int, int], Sequence[Mention]]
"""The mentions in one piece, by where they stand."""


def _same_name(standing: Standing, article: Article, deed: LastDeed) -> Iterable[tuple[int, int]]:
    """Mentions of the name in other spellings; a resize wants the very same text, since it moves edges."""
    name = normal_name(deed.name)
    for start, end in standing:
        quote = article.text[start:end]
        if quote == deed.name or (deed.deed is not Deed.RESIZE and normal_name(quote) == name):
            yield start, end


def _changes_by(deed: LastDeed, mention: Mention, standing: Standing, article: Article) -> bool:
    match deed.deed:
        case Deed.REMOVE:
            return mention.label == deed.label_before
        case Deed.RESIZE:
            start, end = mention.start + deed.trimmed[0], mention.end + deed.trimmed[1]
            same_words = start >= 0 and article.text[start:end] == deed.resized_name
            taken = any(other.label == mention.label for other in standing.get((start, end), ()))
            return mention.label == deed.label_before and same_words and not taken
        case Deed.ACCEPT:
            return mention.label == deed.label and mention.decision is Decision.UNTOUCHED
        case _ if mention.label == deed.label:
            return mention.decision is Decision.UNTOUCHED
        case _:
            # Where the label is given already, it cannot be given once more.
            here = standing[mention.start, mention.end]
            return all(other.label != deed.label for other in here)


def _label_of(deed: LastDeed) -> str:
    if deed.label is None:
        raise Refused("There is no label to give.")
    return deed.label


def _check_span(article: Article, start: int, end: int) -> None:
    if not 0 <= start < end <= len(article.text):
        raise Refused("Select the text of the mention first.")
    if not article.text[start:end].strip():
        raise Refused("There are no words in the selection.")


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else f"{one_line[:39]}…"


def count(number: int, noun: str) -> str:
    """ "1 stance", "2 stances"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
