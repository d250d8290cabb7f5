"""What of an annotation a format has no place for, named one by one, so that no writer forgets any of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from enum import Enum, auto

from annotator.domain.loss import Loss
from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonMention, JsonRef, JsonSpan

NO_PLACE = "the format has no place for it"
_LONGEST = 60
_KNOWN_ANYWAY = (("imported", "accepted"), ("model", "accepted"))
"""What a mention is that came in from another tool; there it has no history either."""


class Part(Enum):
    """A part of an annotation that formats hold or do not hold."""

    ANNOTATOR = auto()
    """Who annotated, by name."""
    KIND = auto()
    """Whether that is a person, a model, gold or an aggregate."""
    STATUS = auto()
    PIECES = auto()
    """The gaps in discontinuous mentions."""
    ENTITIES = auto()
    """Which mentions are one entity."""
    IDENTITIES = auto()
    """Canonical names and attributes of entities."""
    KB_IDS = auto()
    """Their ids in a knowledge base."""
    JUDGEMENTS = auto()
    ASIDES = auto()
    """What stands beside a judgement's label: intensity, confidence, note, evidence and the like."""
    REJECTED = auto()
    REMARKS = auto()
    """The note on the article and its flag."""
    RULINGS = auto()
    DECISIONS = auto()
    """Who marked mentions first and what became of proposals."""
    SHARES = auto()
    """The shares of labels in aggregates."""


def unheld(article_id: str, text: str, said: JsonAnnotation, holds: Collection[Part]) -> Iterator[Loss]:
    """The losses of an annotation that is written in a format that holds these parts and mentions."""
    for part, find in _FINDERS.items():
        if part not in holds:
            for what in find(text, said):
                yield Loss(article_id, what, NO_PLACE)


def quoted(text: str, span: JsonSpan) -> str:
    """The slice on one line, cut short, in quotation marks."""
    quote = " ".join(text[span["start"] : span["end"]].split())
    return f"“{quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + '…'}”"


def mention_in_words(text: str, mention: JsonMention) -> str:
    return f"the mention {quoted(text, mention)} ({mention['label']})"


def judgement_in_words(judgement: JsonJudgement) -> str:
    """As “stance: Mira Toll, against, Baku”."""
    words = (_name(judgement["holder"]), judgement["label"] or "nothing", _name(judgement["target"]))
    return f"{judgement['task']}: {', '.join(word for word in words if word)}"


def _name(ref: JsonRef | None) -> str:
    return "" if ref is None else ref["name"] or ref["id"] or ref["kind"] or ""


def _annotator(_text: str, said: JsonAnnotation) -> Iterator[str]:
    yield f"the annotator’s name {said['annotator']['name']}"


def _kind(_text: str, said: JsonAnnotation) -> Iterator[str]:
    if said["annotator"]["kind"] != "human":
        yield f"that {said['annotator']['name']} is of the kind {said['annotator']['kind']}"


def _status(_text: str, said: JsonAnnotation) -> Iterator[str]:
    if said["progress"]["status"] != "done":
        yield f"that it is {said['progress']['status'].replace('_', ' ')}"


def _pieces(text: str, said: JsonAnnotation) -> Iterator[str]:
    for mention in said["mentions"].values():
        if mention["fragments"]:
            yield f"the gap in {mention_in_words(text, mention)}"


def _entities(text: str, said: JsonAnnotation) -> Iterator[str]:
    times = Counter(mention["entity"] for mention in said["mentions"].values())
    called = {(m["entity"], text[m["start"] : m["end"]], m["label"]) for m in said["mentions"].values()}
    for id_, entity in said["entities"].items():
        # What is said once and by its own name is no more than the mention says.
        if times[id_] == 1 and (id_, entity["name"], entity["label"]) in called:
            continue
        yield f"the entity {entity['name']} ({entity['label']}) of {_counted(times[id_], 'mention')}"


def _identities(_text: str, said: JsonAnnotation) -> Iterator[str]:
    for entity in said["entities"].values():
        if entity["canonical"]:
            yield f"the canonical name of {entity['name']}: {entity['canonical']}"
        for key in entity["attributes"]:
            yield f"the attribute {key} of {entity['name']}"


def _kb_ids(_text: str, said: JsonAnnotation) -> Iterator[str]:
    for entity in said["entities"].values():
        if entity["kb_id"]:
            yield f"the knowledge-base id of {entity['name']}: {entity['kb_id']}"


def _judgements(_text: str, said: JsonAnnotation) -> Iterator[str]:
    yield from map(judgement_in_words, said["judgements"].values())


_ASIDES = (
    *("intensity", "implicit", "evidence", "confidence", "note", "outer_holders"),
    *("more_labels", "implied_label", "value", "anchor"),
)


def asides_in_words(judgement: JsonJudgement, held: Collection[str] = ()) -> Iterator[str]:
    """What stands beside the label, as “the evidence of stance: Mira Toll, against, Baku”.

    `held` are keys of a judgement that the format has a place for.
    """
    stands: Mapping[str, object] = judgement
    for what in _ASIDES:
        if what not in held and not is_nothing(stands[what]):
            yield f"the {what.replace('_', ' ')} of {judgement_in_words(judgement)}"


def is_nothing(value: object) -> bool:
    """Whether nothing is said by it; a zero says something."""
    return value is None or value is False or value in ([], {})


def _asides(_text: str, said: JsonAnnotation) -> Iterator[str]:
    for judgement in said["judgements"].values():
        yield from asides_in_words(judgement)


def _rejected(text: str, said: JsonAnnotation) -> Iterator[str]:
    for proposal in said["rejected"].values():
        yield f"the rejected proposal {quoted(text, proposal)} ({proposal['label']})"


def _remarks(_text: str, said: JsonAnnotation) -> Iterator[str]:
    if said["progress"]["note"]:
        yield "the note on the article"
    if said["progress"]["flagged"]:
        yield "the flag"


def _rulings(_text: str, said: JsonAnnotation) -> Iterator[str]:
    number = len(said.get("rulings", ()))
    if number:
        yield _counted(number, "ruling")


def _decisions(_text: str, said: JsonAnnotation) -> Iterator[str]:
    number = sum(
        (mention["origin"], mention["decision"]) not in _KNOWN_ANYWAY for mention in said["mentions"].values()
    )
    if number:
        yield f"who marked {_counted(number, 'mention')} first, and what became of proposals"


def _shares(_text: str, said: JsonAnnotation) -> Iterator[str]:
    number = sum(bool(mention.get("distribution")) for mention in said["mentions"].values())
    number += sum(bool(judgement["distribution"]) for judgement in said["judgements"].values())
    if number:
        yield f"the shares of {_counted(number, 'answer')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


_FINDERS = {
    Part.ANNOTATOR: _annotator,
    Part.KIND: _kind,
    Part.STATUS: _status,
    Part.PIECES: _pieces,
    Part.ENTITIES: _entities,
    Part.IDENTITIES: _identities,
    Part.KB_IDS: _kb_ids,
    Part.JUDGEMENTS: _judgements,
    Part.ASIDES: _asides,
    Part.REJECTED: _rejected,
    Part.REMARKS: _remarks,
    Part.RULINGS: _rulings,
    Part.DECISIONS: _decisions,
    Part.SHARES: _shares,
}
