"""The regions of a Label Studio result: labelled stretches of the text, and the entities they mention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.annotation import MentionOrigin
from annotator.formats.found_annotations import FoundEntity, FoundMention, FoundSpan
from annotator.formats.json_values import (
    Record,
    as_object,
    id_or_none,
    list_or_empty,
    object_of,
    object_or_empty,
    offsets_of,
    text_of,
    text_or_none,
)
from annotator.formats.label_studio_kept import PIECES, Kept, kept_of_region
from annotator.formats.label_studio_rows import (
    ENTITY,
    PREDICTED,
    free_id,
    origin_of,
    quote_of,
    texts_in,
    unused_id,
    usual_row,
)
from annotator.formats.label_studio_text import TaskText


@dataclass
class Regions:
    """What was read of them; `of_region` gives the first mention of a region by the region's id."""

    text: TaskText
    kept: Kept
    label_of: Mapping[str | None, str]
    is_predicted: bool
    mentions: dict[str, FoundMention] = field(default_factory=dict)
    entities: dict[str, FoundEntity] = field(default_factory=dict)
    of_region: dict[str, str] = field(default_factory=dict)
    _entity_of: dict[str, str] = field(default_factory=dict)

    def read_region(self, row: Record, labels: Sequence[str]) -> None:
        """A mention for each of its labels; after the entities, which they point at."""
        value = object_of(row, "value")
        place = self.text.place(row, value)
        if isinstance(place, str):
            self.kept.lose(row, f"{', '.join(labels)} {quote_of(value)}", place)
            return
        region = id_or_none(row, "id") or free_id("m", self.mentions)
        origin = MentionOrigin.MODEL if self.is_predicted else origin_of(row)
        ids = []
        for label in labels:
            id_ = unused_id(region, self.mentions)
            self.mentions[id_] = FoundMention(
                id_, self._pieces(row, place), label, self._entity_of.get(region), origin
            )
            ids.append(id_)
        self.of_region.setdefault(region, ids[0])
        usual = usual_row("labels", "label", ids[0])
        if origin is MentionOrigin.MODEL:
            usual["origin"] = PREDICTED
        self.kept.of_mention(ids[0], row, usual, kept_of_region(value))

    def _pieces(self, row: Record, place: FoundSpan) -> FoundSpan:
        """The region, or the pieces of it that are marked, where the row names them."""
        gaps = list_or_empty(object_or_empty(row, "meta"), PIECES)
        if not gaps:
            return place
        pieces = [as_object(piece, PIECES) for piece in gaps]
        quote = " ".join(text_of(piece, "text") for piece in pieces)
        return FoundSpan(tuple(offsets_of(piece) for piece in pieces), quote)

    def read_entity(self, row: Record) -> None:
        """The entity that the text area of a region names; what else is known of it stands in the row."""
        texts = texts_in(object_of(row, "value"))
        name = next((text for text in texts if text.strip()), None)
        known = object_or_empty(object_or_empty(row, "meta"), ENTITY)
        id_ = id_or_none(known, "id") or name
        if id_ is None:
            return
        region = id_or_none(row, "id")
        if region is not None:
            self._entity_of[region] = id_
        if "label" in known and id_ not in self.entities:
            self.entities[id_] = FoundEntity(
                id=id_,
                name=text_of(known, "name"),
                label=text_of(known, "label"),
                canonical=text_or_none(known, "canonical"),
                kb_id=text_or_none(known, "kb_id"),
                attributes=object_or_empty(known, "attributes"),
            )
        elif id_ not in self.entities and name is not None:
            label = self.label_of.get(region)
            if label:
                self.entities[id_] = FoundEntity(id=id_, name=name, label=label)
            else:
                self.kept.lose(row, f"the entity “{name}”", "it belongs to no labelled region")
