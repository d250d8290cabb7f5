"""An annotation as the lines of a brat file: its mentions, and which of them are one entity."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.tokens import Offsets
from annotator.formats.brat_document import OWN_BASE
from annotator.formats.brat_kept import Kept
from annotator.formats.brat_lines import brat_name, joined
from annotator.formats.brat_notes import ENTITY_NOTE, entity_note
from annotator.formats.stored_json import JsonAnnotation, JsonEntity, JsonMention
from annotator.formats.token_rows import in_order
from annotator.formats.unheld import mention_in_words

_STRETCH = re.compile(r"[^\n\r\t]+")
_REFERENCE = re.compile(r"\S+")


class Types:
    """The types that an annotator's files use, by the section that says so in brat's configuration."""

    def __init__(self) -> None:
        self.entities: set[str] = set()
        self.relations: set[str] = set()
        self.events: defaultdict[str, set[str]] = defaultdict(set)
        """With the roles in them."""
        self.attributes: defaultdict[str, set[str]] = defaultdict(set)
        """With their values."""


class Marks:
    """The mentions and entities of an annotation as lines; `ids` are the mentions' ids in brat."""

    def __init__(self, article: StoredArticle, said: JsonAnnotation, kept: Kept, types: Types) -> None:
        self._text = article.text
        self._article = article.id
        self._entities = said["entities"]
        self._kept = kept
        self._types = types
        self.losses: list[Loss] = []
        with_words = (one for one in in_order(said["mentions"].values()) if self._has_words(one))
        # As they stand in the lines, so that they stand in the same order once they were read.
        self._mentions = sorted(with_words, key=lambda one: _edges(self._text, one))
        self.ids = numbered("T", [mention["id"] for mention in self._mentions])
        self._of_entity: dict[str, list[JsonMention]] = {}
        for mention in self._mentions:
            if mention["entity"] is not None:
                self._of_entity.setdefault(mention["entity"], []).append(mention)

    def first_of(self, entity: str | None) -> str | None:
        """The entity's first mention."""
        some = self._of_entity.get(entity or "")
        return some[0]["id"] if some else None

    def spans(self) -> Iterator[str]:
        """A line for each mention; a stretch that line ends cut comes in pieces, as brat has them."""
        for mention in self._mentions:
            self._types.entities.add(mention["label"])
            pieces = list(_stretches(self._text, mention))
            offsets = ";".join(f"{start} {end}" for start, end in pieces)
            quote = " ".join(self._text[start:end] for start, end in pieces)
            yield f"{self.ids[mention['id']]}\t{brat_name(mention['label'])} {offsets}\t{quote}"

    def entities(self) -> Iterator[tuple[str, str, str] | str]:
        """Lines of groups and references, and notes as their type, target and text."""
        for id_, entity in self._entities.items():
            if id_ not in self._of_entity:
                what = f"the entity {entity['name']} ({entity['label']})"
                self.losses.append(Loss(self._article, what, "none of its mentions is there"))
        references = {id_: _reference(self._entities[id_]) for id_ in self._of_entity}
        times = Counter(references.values())
        numbers = count(
            1 + max((_number(line.id) for line in self._kept.lines if line.id[0] == "N"), default=0)
        )
        for id_, mentions in self._of_entity.items():
            reference, entity = references[id_], self._entities[id_]
            targets = [self.ids[mention["id"]] for mention in mentions]
            if reference is None or times[reference] > 1 or id_ in self._kept.groups:
                yield f"*\t{brat_name(self._kept.group(id_))} {' '.join(targets)}"
            name = " ".join((entity["canonical"] or entity["name"]).split())
            if reference is not None:
                yield from (f"N{next(numbers)}\tReference {one} {reference}\t{name}" for one in targets)
            note = self._entity_note(entity, mentions[0], reference, name)
            if note is not None:
                yield ENTITY_NOTE, targets[0], note

    def _entity_note(
        self, entity: JsonEntity, first: JsonMention, reference: str | None, said: str
    ) -> str | None:
        """Whatever the lines do not say of the entity already."""
        name = " ".join(" ".join(self._text[start:end] for start, end in _pieces(first)).split())
        return entity_note(
            entity,
            name=name,
            label=first["label"],
            canonical=said if reference is not None and said != name else None,
            kb_id=None if reference is None else entity["kb_id"],
        )

    def _has_words(self, mention: JsonMention) -> bool:
        stretches, pieces = list(_stretches(self._text, mention)), tuple(_pieces(mention))
        if not stretches:
            what = mention_in_words(self._text, mention)
            self.losses.append(Loss(self._article, what, "it marks nothing but line ends"))
        elif joined(self._text, stretches) != pieces:
            what = f"the edges or a gap of {mention_in_words(self._text, mention)}"
            self.losses.append(Loss(self._article, what, "a line end is no edge and no gap"))
        return bool(stretches)


def numbered(letters: str, ids: Collection[str], taken: Iterable[str] = ()) -> Mapping[str, str]:
    """An id of brat's for each: its own where that is one, else the first letter and a free number."""
    own = re.compile(rf"[{letters}][1-9][0-9]{{0,8}}")
    kept = {id_ for id_ in ids if own.fullmatch(id_)}
    used = {*kept, *taken}
    free = (id_ for number in count(1) if (id_ := f"{letters[0]}{number}") not in used)
    return {id_: id_ if id_ in kept else next(free) for id_ in ids}


def _number(id_: str) -> int:
    digits = id_[1:10]
    return int(digits) if digits.isdecimal() else 0


def _pieces(mention: JsonMention) -> list[Offsets]:
    return [(start, end) for start, end in mention["fragments"]] or [(mention["start"], mention["end"])]


def _stretches(text: str, mention: JsonMention) -> Iterator[Offsets]:
    for start, end in _pieces(mention):
        for match in _STRETCH.finditer(text, start, end):
            yield match.span()


def _edges(text: str, mention: JsonMention) -> tuple[int, int]:
    """Where the first of its stretches begins, and the last one ends, the later the earlier."""
    stretches = list(_stretches(text, mention))
    return stretches[0][0], -stretches[-1][1]


def _reference(entity: JsonEntity) -> str | None:
    """The id in a knowledge base as a normalisation has it; None if there is none that it could have."""
    id_ = entity["kb_id"]
    if not id_ or not _REFERENCE.fullmatch(id_) or id_.startswith(OWN_BASE):
        return None
    return id_ if ":" in id_.strip(":") else f"{OWN_BASE}{id_}"
