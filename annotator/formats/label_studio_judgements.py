"""The answers in a Label Studio result: relations of regions, choices, ratings, paths through a taxonomy."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, Ref, RefKind
from annotator.domain.scheme import Scheme
from annotator.formats.found_annotations import FoundJudgement, FoundSpan, lost
from annotator.formats.json_values import (
    Record,
    as_object,
    id_of,
    id_or_none,
    list_or_empty,
    number_of,
    object_of,
    object_or_empty,
    text_of,
    text_or_none,
)
from annotator.formats.label_studio_asides import with_asides
from annotator.formats.label_studio_kept import Kept
from annotator.formats.label_studio_regions import Regions
from annotator.formats.label_studio_rows import (
    JUDGEMENT,
    RIGHT,
    answers_of,
    free_id,
    quote_of,
    task_named_by,
    unused_id,
    usual_row,
)
from annotator.formats.relation_tasks import RELATION, task_of


@dataclass
class Answers:
    """What was read of them; after the regions that they are about."""

    regions: Regions
    kept: Kept
    scheme: Scheme | None
    judgements: dict[str, FoundJudgement] = field(default_factory=dict)

    def read_relation(self, row: Record) -> None:
        """An answer about the mentions of two regions."""
        from_, to = id_of(row, "from_id"), id_of(row, "to_id")
        first, second = self.regions.of_region.get(from_), self.regions.of_region.get(to)
        labels = [text_of({"labels": one}, "labels") for one in list_or_empty(row, "labels")]
        labels = [label for label in labels if label]
        if first is None or second is None:
            what = ", ".join(labels) or "a relation"
            self.kept.lose(
                row, f"{what} between {from_} and {to}", "one of these is no labelled region of the text"
            )
            return
        direction = text_or_none(row, "direction") or RIGHT
        if direction == "left":
            first, second = second, first
        id_ = self._judgement_id(row)
        task, answers = self._answers_of_relation(row, labels)
        said = FoundJudgement(
            id=id_,
            task=task,
            label=answers[0],
            more_labels=tuple(answers[1:]),
            holder=Ref(kind=RefKind.MENTION, id=first),
            target=Ref(kind=RefKind.MENTION, id=second),
        )
        self.judgements[id_] = self._with_asides(said, row)
        usual: dict[str, JsonValue] = {"id": id_, "type": "relation", "direction": RIGHT}
        kept = {key: value for key, value in row.items() if key not in ("from_id", "to_id")}
        if labels:
            kept.pop("labels", None)
        else:
            usual["labels"] = None
        self.kept.of_judgement(id_, kept, usual, {})
        if direction not in ("left", RIGHT):
            what = f"that {', '.join(labels) or 'a relation'} goes both ways"
            self.kept.losses.append(lost(what, "a judgement has a holder and a target"))

    def _answers_of_relation(self, row: Record, labels: Sequence[str]) -> tuple[str, Sequence[str]]:
        """The task, which the row may name beside its labels, and the answers to it."""
        if not labels:
            return RELATION, (RELATION,)
        named = text_or_none(object_or_empty(object_or_empty(row, "meta"), JUDGEMENT), "task")
        if named:
            return named, labels
        found = [task_of(label, self.scheme) for label in labels]
        return found[0][0], [label for _, label in found]

    def read_answer(self, row: Record) -> None:
        """An answer about a region, a stretch of the text or all of it."""
        value = object_of(row, "value")
        type_ = text_of(row, "type")
        labels = answers_of(value, type_)
        has_asides = JUDGEMENT in object_or_empty(row, "meta")
        if not labels and not has_asides:
            # Nothing chosen is nothing said.
            self.kept.others.append(row)
            return
        target = self._target(row, value)
        if isinstance(target, str):
            self.kept.lose(row, f"{task_named_by(row)}: {', '.join(labels)} {quote_of(value)}", target)
            return
        id_ = self._judgement_id(row)
        said = FoundJudgement(
            id=id_,
            task=task_named_by(row),
            label=labels[0] if labels else None,
            more_labels=tuple(labels[1:]),
            target=target,
            value=number_of(value, "rating") if type_ == "rating" else None,
        )
        self.judgements[id_] = self._with_asides(said, row)
        is_region = isinstance(target, Ref) and target.kind is RefKind.MENTION
        row_id = (target.id or "") if isinstance(target, Ref) and is_region else id_
        more = {key: one for key, one in value.items() if key not in ("start", "end", "text", type_)}
        if ("start" in value) and "text" not in value:
            more["text"] = None
        self.kept.of_judgement(id_, row, usual_row("choices", task_named_by(row), row_id), more)

    def _target(self, row: Record, value: Record) -> Ref | FoundSpan | str:
        """The mention of the region, a stretch that has no label of its own, or else the article."""
        mention = self.regions.of_region.get(id_or_none(row, "id") or "")
        if mention is not None:
            return Ref(kind=RefKind.MENTION, id=mention)
        if "start" in value or "startOffset" in value:
            place = self.regions.text.place(row, value)
            if isinstance(place, str):
                return place
            same = (one.id for one in self.regions.mentions.values() if one.span.pieces == place.pieces)
            id_ = next(same, None) if id_or_none(row, "id") is None else None
            return place if id_ is None else Ref(kind=RefKind.MENTION, id=id_)
        return ARTICLE

    def _judgement_id(self, row: Record) -> str:
        asides = object_or_empty(object_or_empty(row, "meta"), JUDGEMENT)
        given = id_or_none(asides, "id") or id_or_none(row, "id")
        return free_id("j", self.judgements) if given is None else unused_id(given, self.judgements)

    def _with_asides(self, said: FoundJudgement, row: Record) -> FoundJudgement:
        """The answer with what Label Studio has no place for, where the row brings it."""
        asides = object_or_empty(row, "meta").get(JUDGEMENT)
        if asides is None:
            return said
        return with_asides(said, as_object(asides, JUDGEMENT))
