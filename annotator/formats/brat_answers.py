"""The judgements of an annotation as lines of a brat file: relations, attributes, events, notes on them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.scheme import Scheme
from annotator.formats.brat_document import FLAG
from annotator.formats.brat_kept import Kept, KeptEvent
from annotator.formats.brat_lines import brat_name
from annotator.formats.brat_marks import Marks, Types, numbered
from annotator.formats.brat_notes import JUDGEMENT_NOTE, PLAIN_NOTE, judgement_note
from annotator.formats.export_row import natural_order
from annotator.formats.one_line import is_one_line
from annotator.formats.relation_tasks import is_found_again, label_of
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonRef
from annotator.formats.unheld import judgement_in_words

_NO_PLACE = "a line of brat is about stretches of the text, and none is its holder or its target"
_Ends = Mapping[str, str]
"""The mentions that stand for holder and target."""


class Answers:
    """The judgements as lines; `ids` are those that stand in relations and attributes, by their ids."""

    def __init__(
        self,
        article: StoredArticle,
        said: JsonAnnotation,
        kept: Kept,
        marks: Marks,
        types: Types,
        scheme: Scheme,
    ) -> None:
        self._text = article.text
        self._article = article.id
        self._said = said
        self._marks = marks
        self._types = types
        self._scheme = scheme
        self._events = {id_: event for id_, event in kept.events.items() if event.trigger in marks.ids}
        self._targets = kept.targets
        self.losses: list[Loss] = []
        self._pairs: list[tuple[JsonJudgement, _Ends]] = []
        self._singles: list[tuple[JsonJudgement, _Ends]] = []
        roles = {
            judgement: (event.trigger, filler)
            for event in self._events.values()
            for judgement, filler in event.roles
        }
        for judgement in sorted(said["judgements"].values(), key=lambda one: natural_order(one["id"])):
            if judgement["id"] not in roles or not self._is_role(judgement, *roles[judgement["id"]]):
                self._sort_in(judgement)
        taken = [line.id for line in kept.lines]
        self.ids = {
            **numbered("R", [judgement["id"] for judgement, _ in self._pairs], taken),
            **numbered("AM", [judgement["id"] for judgement, _ in self._singles], taken),
        }

    @property
    def event_ids(self) -> Sequence[str]:
        return list(self._events)

    def lines(self) -> Iterator[tuple[str, str, str] | str]:
        """Lines of relations, attributes and events, and notes as their type, target and text."""
        for id_, event in self._events.items():
            yield self._event(id_, event)
        for judgement, ends in self._pairs:
            type_ = label_of(judgement["task"], judgement["label"] or "", self._scheme)
            self._types.relations.add(type_)
            holder, target = self._on_line(judgement["id"], ends)
            yield f"{self.ids[judgement['id']]}\t{brat_name(type_)} Arg1:{holder} Arg2:{target}"
            yield from self._notes(judgement, ends)
        for judgement, ends in self._singles:
            yield self._attribute(judgement, ends)
            yield from self._notes(judgement, ends)

    def _sort_in(self, judgement: JsonJudgement) -> None:
        refs = {"holder": judgement["holder"], "target": judgement["target"]}
        ends = {slot: mention for slot, ref in refs.items() if (mention := self._mention_of(ref)) is not None}
        if not ends or not judgement["label"]:
            why = "it has no label" if ends else _NO_PLACE
            self.losses.append(Loss(self._article, judgement_in_words(judgement), why))
        else:
            written = self._without_what_has_no_words(judgement, ends)
            if len(ends) == 1:
                self._singles.append((written, ends))
                return
            self._pairs.append((written, ends))
            if not is_found_again(judgement["task"], judgement["label"], self._scheme):
                self._lose(judgement, "the task of", "a relation of brat has a label and no task")

    def _without_what_has_no_words(self, judgement: JsonJudgement, ends: _Ends) -> JsonJudgement:
        """The judgement without what it points at that no line is about."""
        slots: Mapping[str, JsonRef | None] = {
            "holder": judgement["holder"],
            "target": judgement["target"],
            "anchor": judgement["anchor"],
        }
        gone = [
            slot
            for slot, ref in slots.items()
            if ref is not None and ref["kind"] in ("mention", "entity") and slot not in ends
        ]
        for slot in gone:
            self._lose(judgement, f"the {slot} of", "it has no words in the text, or no line of its own")
        return cast(JsonJudgement, {**judgement, **dict.fromkeys(gone)})

    def _mention_of(self, ref: JsonRef | None) -> str | None:
        if ref is None:
            return None
        if ref["kind"] == "mention":
            return ref["id"] if ref["id"] in self._marks.ids else None
        return self._marks.first_of(ref["id"]) if ref["kind"] == "entity" else None

    def _attribute(self, judgement: JsonJudgement, ends: _Ends) -> str:
        task, label = judgement["task"], judgement["label"] or ""
        (mention,) = self._on_line(judgement["id"], ends)
        line = f"{self.ids[judgement['id']]}\t{brat_name(task)} {mention}"
        if label == FLAG:
            # Known without a value.
            self._types.attributes.setdefault(task, set())
            return line
        self._types.attributes[task].add(label)
        return f"{line} {brat_name(label)}"

    def _on_line(self, judgement: str, ends: _Ends) -> list[str]:
        """What the line is about: mentions, or the events it was about, where these still have them."""
        on_line = [self._marks.ids[mention] for mention in ends.values()]
        for place, (mention, id_) in enumerate(
            zip(ends.values(), self._targets.get(judgement, ()), strict=False)
        ):
            event = self._events.get(id_)
            if event is not None and event.trigger == mention:
                on_line[place] = id_
        return on_line

    def _notes(self, judgement: JsonJudgement, ends: _Ends) -> Iterator[tuple[str, str, str]]:
        id_ = self.ids[judgement["id"]]
        said = judgement_note(judgement, ends, self._text, is_pair=len(ends) > 1)
        if said is not None:
            yield JUDGEMENT_NOTE, id_, said
        if judgement["note"]:
            note = judgement["note"]
            if not is_one_line(note):
                note = " ".join(note.split())
                self._lose(judgement, "white space in the note on", "a note of brat is one line")
            yield PLAIN_NOTE, id_, note
        if judgement["outer_holders"]:
            self._lose(judgement, "the outer holders of", "brat has no place for them")

    def _lose(self, judgement: JsonJudgement, what: str, why: str) -> None:
        # In the words of all of it, also where something of it was lost before.
        whole = self._said["judgements"][judgement["id"]]
        self.losses.append(Loss(self._article, f"{what} {judgement_in_words(whole)}", why))

    def _is_role(self, judgement: JsonJudgement, trigger: str, filler: str) -> bool:
        """Whether the event still says all of it: nobody has turned it or said more of it since."""
        event = self._events.get(filler)
        target = filler if event is None else event.trigger
        return (
            bool(judgement["label"])
            and _points_at(judgement["holder"], trigger)
            and _points_at(judgement["target"], target)
            and target in self._marks.ids
            and not judgement["note"]
            and not judgement["outer_holders"]
            and judgement_note(judgement, {"holder": trigger, "target": target}, self._text, is_pair=True)
            is None
        )

    def _event(self, id_: str, event: KeptEvent) -> str:
        type_ = self._said["mentions"][event.trigger]["label"]
        known = self._types.events[type_]
        roles = []
        for one, filler in event.roles:
            judgement = self._said["judgements"].get(one)
            if judgement is not None and self._is_role(judgement, event.trigger, filler):
                role = label_of(judgement["task"], judgement["label"] or "", self._scheme)
                known.add(role)
                roles.append(f" {brat_name(role)}:{self._marks.ids.get(filler, filler)}")
        return f"{id_}\t{brat_name(type_)}:{self._marks.ids[event.trigger]}{''.join(roles)}"


def _points_at(ref: JsonRef | None, mention: str) -> bool:
    return ref is not None and ref["kind"] == "mention" and ref["id"] == mention
