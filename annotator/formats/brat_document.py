"""From the lines of a brat file to what they say: spans, who is who, answers, and what is only kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import JsonValue

from annotator.domain.annotation import AnnotatorKind, Ref, RefKind
from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.brat_groups import USUAL_GROUP, Group, Groups
from annotator.formats.brat_kept import EVENTS, GROUPS, KEPT, LINES, ROLES, TARGETS, TRIGGER
from annotator.formats.brat_lines import (
    Attribute,
    Equivalence,
    Event,
    Line,
    Normalisation,
    Relation,
    Remark,
    TextBound,
    joined,
    name_in,
    text_bounds,
)
from annotator.formats.brat_notes import (
    ENTITY_NOTE,
    JUDGEMENT_NOTE,
    PLAIN_NOTE,
    with_entity_note,
    with_judgement_note,
)
from annotator.formats.found_annotations import (
    FoundAnnotation,
    FoundArticle,
    FoundEntity,
    FoundJudgement,
    FoundMention,
    FoundSpan,
    lost,
)
from annotator.formats.json_values import Unreadable
from annotator.formats.read_options import ReadOptions
from annotator.formats.relation_tasks import task_of

FLAG = "true"
"""The label of an attribute without a value."""
OWN_BASE = "KB:"
"""Goes before knowledge-base ids that name no knowledge base."""


def brat_document(
    file: str,
    text: str,
    lines: Sequence[Line],
    options: ReadOptions,
    annotator: str,
    kind: AnnotatorKind,
) -> FoundArticle:
    """The article that the lines are about; raises Unreadable where their spans cannot be told apart."""
    reading = _Reading(text, lines, options)
    return FoundArticle(
        file=file,
        where="",
        text=text,
        annotations=(replace(reading.annotation(), annotator=annotator, kind=kind),),
        losses=tuple(reading.losses),
    )


@dataclass
class _Kept:
    """What only brat needs back."""

    lines: list[JsonValue] = field(default_factory=list)
    events: dict[str, JsonValue] = field(default_factory=dict)
    targets: dict[str, JsonValue] = field(default_factory=dict)


class _Reading:
    def __init__(self, text: str, lines: Sequence[Line], options: ReadOptions) -> None:
        self._text = text
        self._lines = lines
        self._options = options
        self._bounds = {one.id: one for one in text_bounds(lines)}
        self._relations = {line.meaning.id for line in lines if isinstance(line.meaning, Relation)}
        self._triggers = {
            line.meaning.id: line.meaning.trigger for line in lines if isinstance(line.meaning, Event)
        }
        self._kept = _Kept()
        self._judgements: dict[str, FoundJudgement] = {}
        self.losses: list[Loss] = []

    def annotation(self) -> FoundAnnotation:
        groups = self._groups()
        entity_of = {mention: id_ for id_, group in groups.items() for mention in group.mentions}
        for line in self._lines:
            self._take(line)
        entities = {id_: self._entity(id_, group) for id_, group in groups.items()}
        for line in self._lines:
            if isinstance(line.meaning, Remark):
                self._remark(line, line.meaning, entities, entity_of)
        return FoundAnnotation(
            mentions=tuple(
                FoundMention(one.id, self._span(one), name_in(one.type), entity_of.get(one.id))
                for one in self._bounds.values()
            ),
            entities=tuple(entities.values()),
            judgements=tuple(self._judgements.values()),
            meta=self._meta(groups),
        )

    def _span(self, bound: TextBound) -> FoundSpan:
        pieces = joined(self._text, bound.pieces)
        return FoundSpan(pieces, self._quote(bound.quote, pieces))

    def _quote(self, quote: str | None, pieces: Sequence[Offsets]) -> str | None:
        """The quote as it stands in the text, where brat has put spaces for line ends or none for gaps."""
        stands = [self._text[start:end] for start, end in pieces]
        usual = " ".join(stands)
        if quote is not None and (quote.split() == usual.split() or quote == "".join(stands)):
            return usual
        return quote

    def _mention(self, id_: str) -> str | None:
        """The mention that a line points at: a span, or what triggers an event."""
        if id_ in self._bounds:
            return id_
        trigger = self._triggers.get(id_)
        return trigger if trigger in self._bounds else None

    def _take(self, line: Line) -> None:
        match line.meaning:
            case Relation() as relation:
                self._relation(line, relation)
            case Event() as event:
                self._event(line, event)
            case Attribute() as attribute:
                self._attribute(line, attribute)
            case None:
                self.losses.append(lost(f"the line “{_short(line.text)}”", "brat has no lines of this kind"))
            case _:
                pass

    def _relation(self, line: Line, relation: Relation) -> None:
        first, second = self._mention(relation.first), self._mention(relation.second)
        if first is None or second is None:
            self._leads_nowhere(line)
            return
        task, label = task_of(name_in(relation.type), self._options.scheme)
        made = FoundJudgement(relation.id, task, label, _mention_ref(first), _mention_ref(second))
        self._note_events(self._judge(made), relation.first, relation.second)

    def _event(self, line: Line, event: Event) -> None:
        trigger = self._mention(event.trigger)
        if trigger is None:
            self._leads_nowhere(line)
            return
        roles: list[JsonValue] = []
        for role, id_ in event.roles:
            mention = self._mention(id_)
            if mention is None:
                self.losses.append(lost(f"{role}:{id_} of “{_short(line.text)}”", f"there is no {id_}"))
                continue
            task, label = task_of(name_in(role), self._options.scheme)
            made = self._judge(
                FoundJudgement(
                    f"{event.id}/{role}", task, label, _mention_ref(trigger), _mention_ref(mention)
                )
            )
            roles.append([made, id_])
        self._kept.events[event.id] = {TRIGGER: event.trigger, ROLES: roles}

    def _attribute(self, line: Line, attribute: Attribute) -> None:
        mention = self._mention(attribute.target)
        if mention is None:
            if attribute.target in self._relations:
                # An answer, which has no answers about itself.
                self._keep(line)
            else:
                self._leads_nowhere(line)
            return
        label = FLAG if attribute.value is None else name_in(attribute.value)
        task = name_in(attribute.name)
        made = FoundJudgement(attribute.id, task, label, target=_mention_ref(mention))
        self._note_events(self._judge(made), attribute.target)

    def _note_events(self, judgement: str, *ids: str) -> None:
        """Keeps which events the line of a judgement was about: several may have one trigger."""
        if any(id_ in self._triggers for id_ in ids):
            self._kept.targets[judgement] = list(ids)

    def _judge(self, judgement: FoundJudgement) -> str:
        """Takes the judgement in, under an id of its own."""
        id_, number = judgement.id, 1
        while id_ in self._judgements:
            number += 1
            id_ = f"{judgement.id}-{number}"
        self._judgements[id_] = replace(judgement, id=id_)
        return id_

    def _edges(self, id_: str) -> tuple[int, int]:
        """By which mentions are in order of reading: of those that begin together the longest is first."""
        pieces = self._bounds[id_].pieces
        return (pieces[0][0], -pieces[-1][1]) if pieces else (0, 0)

    def _groups(self) -> Mapping[str, Group]:
        """Entities by id: what is equivalent, and beside that what is the same in a knowledge base."""
        groups = Groups(sorted(self._bounds, key=self._edges))
        for line in self._lines:
            if isinstance(line.meaning, Equivalence):
                ids = [self._mention(id_) for id_ in line.meaning.ids]
                groups.unite((one for one in ids if one is not None), line.meaning.type)
                if None in ids:
                    self._leads_nowhere(line)
        for line in self._lines:
            if isinstance(line.meaning, Normalisation):
                self._normalise(line, line.meaning, groups)
        return groups.made()

    def _normalise(self, line: Line, said: Normalisation, groups: Groups) -> None:
        mention = self._mention(said.target)
        if mention is None:
            self._leads_nowhere(line)
        elif not groups.refer(mention, said.reference, said.name):
            self._keep(line)
            what = f"the reference {said.reference} of {said.target}"
            self.losses.append(lost(what, "an entity has one, the first; brat gets it back"))

    def _entity(self, id_: str, group: Group) -> FoundEntity:
        first = self._bounds[group.mentions[0]]
        stands = " … ".join(self._text[start:end] for start, end in self._span(first).pieces)
        name = " ".join((first.quote or stands).split()) or id_
        reference = group.reference
        return FoundEntity(
            id=id_,
            name=name,
            label=name_in(first.type),
            canonical=group.name if group.name != name else None,
            kb_id=None if reference is None else reference.removeprefix(OWN_BASE) or reference,
        )

    def _remark(
        self,
        line: Line,
        remark: Remark,
        entities: dict[str, FoundEntity],
        entity_of: Mapping[str, str],
    ) -> None:
        judgement = self._judgements.get(remark.target)
        entity = entity_of.get(remark.target)
        try:
            if remark.type == JUDGEMENT_NOTE and judgement is not None:
                made = with_judgement_note(judgement, remark.text, entity_of=entity_of.get)
                self._judgements[judgement.id] = replace(made, note=judgement.note)
                return
            if remark.type == ENTITY_NOTE and entity is not None:
                entities[entity] = with_entity_note(entities[entity], remark.text)
                return
        except Unreadable as wrong:
            self.losses.append(lost(f"the note “{_short(remark.text)}”", wrong.reason))
            return
        if remark.type == PLAIN_NOTE and judgement is not None and judgement.note is None:
            self._judgements[judgement.id] = replace(judgement, note=remark.text)
        else:
            self._keep(line)

    def _keep(self, line: Line) -> None:
        self._kept.lines.append(line.text)

    def _leads_nowhere(self, line: Line) -> None:
        self.losses.append(lost(f"“{_short(line.text)}”", "it points at what is not there"))

    def _meta(self, groups: Mapping[str, Group]) -> Mapping[str, JsonValue]:
        unusual: dict[str, JsonValue] = {
            id_: group.type for id_, group in groups.items() if group.type != USUAL_GROUP
        }
        kept: dict[str, JsonValue] = {}
        if self._kept.lines:
            kept[LINES] = self._kept.lines
        if self._kept.events:
            kept[EVENTS] = self._kept.events
        if self._kept.targets:
            kept[TARGETS] = self._kept.targets
        if unusual:
            kept[GROUPS] = unusual
        return {KEPT: kept} if kept else {}


def _mention_ref(id_: str) -> Ref:
    return Ref(kind=RefKind.MENTION, id=id_)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
