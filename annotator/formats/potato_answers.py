"""What one annotator of Potato said about one item: labels, spans and the links between them."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.domain.annotation import ARTICLE, Ref, RefKind
from annotator.domain.loss import Loss
from annotator.domain.scheme import Scheme
from annotator.formats.counting import UTF16, converter
from annotator.formats.found_annotations import FoundEntity, FoundJudgement, FoundMention, FoundSpan, lost
from annotator.formats.json_values import (
    Record,
    Unreadable,
    as_object,
    id_of,
    id_or_none,
    list_or_empty,
    offsets_of,
    text_or_none,
    texts_of,
)
from annotator.formats.relation_tasks import task_of

_FREE = frozenset(("text_box", "textbox", "text_input", "textarea", "free_response", "bad_text", "comment"))
_CHOSEN = frozenset(("true", "on", "yes", "checked"))
_NOT_CHOSEN = frozenset(("", "false", "off", "none", "null"))
_SELECT = "select"
_READ_OF_SPAN = frozenset(
    ("start", "end", "name", "label", "annotation", "text", "span", "id", "kb_id", "kb_label")
)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_SHOWN_OTHERWISE = re.compile(r"<[^<>]*>|&#?\w{1,31};|\s+")


@dataclass
class Answers:
    """What was said; `kept` is what of the spans and links is not read but kept beside them."""

    mentions: list[FoundMention] = field(default_factory=list)
    entities: dict[str, FoundEntity] = field(default_factory=dict)
    judgements: list[FoundJudgement] = field(default_factory=list)
    kept: dict[str, JsonValue] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)


def answers_of(
    labels: JsonValue, spans: Sequence[Record], links: Sequence[Record], text: str, scheme: Scheme | None
) -> Answers:
    """What stands in the three places, as it is of the text; raises Unreadable where it fits nowhere."""
    answers = Answers()
    _read_labels(labels, answers)
    ids = _read_spans(spans, text, answers)
    _read_links(links, ids, answers, scheme)
    return answers


def by_schema(value: JsonValue) -> Mapping[str, JsonValue]:
    """Labels by schema and name, which live data has as a list of pairs."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    found: dict[str, dict[str, JsonValue]] = {}
    for pair in list_or_empty({"labels": value}, "labels"):
        if not isinstance(pair, list) or len(pair) != 2:
            raise Unreadable("Its labels are not pairs of a label and a value.")
        label = as_object(pair[0], "label")
        schema, name = text_or_none(label, "schema") or "label", text_or_none(label, "name") or ""
        found.setdefault(schema, {})[name] = pair[1]
    return {schema: dict(names) for schema, names in found.items()}


def spans_in(value: JsonValue) -> Sequence[Record]:
    """The spans, whether they stand by schema, in pairs with a value, or one after another."""
    if isinstance(value, dict):
        return [span for schema, listed in value.items() for span in _of_schema(schema, listed)]
    return [_unpaired(one) for one in list_or_empty({"spans": value}, "spans")]


def links_in(value: JsonValue) -> Sequence[Record]:
    """The links, whether they stand by id, by schema, or one after another."""
    if isinstance(value, dict):
        value = [link for one in value.values() for link in (one if isinstance(one, list) else [one])]
    return [as_object(one, "link") for one in list_or_empty({"links": value}, "links")]


def _of_schema(schema: str, listed: JsonValue) -> Iterator[Record]:
    if isinstance(listed, dict):
        listed = list(listed.values())
    for one in list_or_empty({"spans": listed}, "spans"):
        yield {"schema": schema, **_unpaired(one)}


def _unpaired(one: JsonValue) -> Record:
    if isinstance(one, list) and len(one) == 2:
        one = one[0]
    return as_object(one, "span")


def _read_labels(value: JsonValue, answers: Answers) -> None:
    for schema, said in by_schema(value).items():
        if not schema:
            continue
        names = said
        if isinstance(names, dict) and set(names) == {"labels"} and isinstance(names["labels"], dict):
            names = names["labels"]
        chosen, free = _chosen(schema, names)
        if chosen:
            (first, number), *more = chosen
            answers.judgements.append(
                FoundJudgement(
                    id=f"j{len(answers.judgements) + 1}",
                    task=schema,
                    label=first,
                    more_labels=tuple(label for label, _ in more),
                    target=ARTICLE,
                    value=None if more else number,
                )
            )
        for text in free:
            answers.losses.append(lost(f"{schema}: {text}", "no task takes free text"))
        if free:
            answers.kept.setdefault("texts", {})
            texts = answers.kept["texts"]
            if isinstance(texts, dict):
                texts[schema] = said


def _chosen(schema: str, said: JsonValue) -> tuple[Sequence[tuple[str, float | None]], Sequence[str]]:
    """The labels with their numbers, and what was written freely."""
    if isinstance(said, str | int | float) and not isinstance(said, bool):
        text = _as_text(said)
        return ([(text, _number(text))], ()) if text else ((), ())
    if isinstance(said, list):
        return [(label, None) for label in texts_of({schema: said}, schema) if label], ()
    if said is None:
        return (), ()
    chosen: list[tuple[str, float | None]] = []
    free: list[str] = []
    for name, value in as_object(said, schema).items():
        if isinstance(value, list | dict):
            raise Unreadable(f"“{name}” of “{schema}” is not a label that is or is not chosen.")
        text = _as_text(value)
        if text.lower() in _NOT_CHOSEN:
            continue
        if name in _FREE:
            free.append(text)
        elif text.lower() in _CHOSEN or text == name:
            chosen.append((name or text, None))
        elif (number := _number(text)) is not None:
            is_named = name not in ("", schema, "slider", "number") and not name.startswith(_SELECT)
            chosen.append((name if is_named else text, number))
        elif name in ("", schema) or name.startswith(_SELECT):
            chosen.append((text, None))
        else:
            free.append(f"{name}: {text}")
    return chosen, free


def _as_text(value: JsonValue) -> str:
    if isinstance(value, bool) or value is None:
        return "true" if value else ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)[:10_000].strip()


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


def _read_spans(spans: Sequence[Record], text: str, answers: Answers) -> Mapping[str, str]:
    """The mentions; gives the mention of each span by the span's id."""
    ids: dict[str, str] = {}
    kept: dict[str, JsonValue] = {}
    places = _places(spans, text)
    for number, (span, place) in enumerate(zip(spans, places, strict=True), 1):
        label = next(
            (id_or_none(span, key) for key in ("name", "label", "annotation") if span.get(key)), None
        )
        if label is None:
            raise Unreadable(f"Span {number} has no “name”.")
        given = id_or_none(span, "id")
        id_ = f"m{number}" if given is None or given in ids else given
        ids[given or id_] = id_
        answers.mentions.append(FoundMention(id_, place, label, _entity(span, label, text, place, answers)))
        rest: dict[str, JsonValue] = {key: one for key, one in span.items() if key not in _READ_OF_SPAN}
        if rest:
            kept[id_] = rest
    if kept:
        answers.kept["spans"] = kept
    return ids


def _entity(span: Record, label: str, text: str, place: FoundSpan, answers: Answers) -> str | None:
    kb_id = id_or_none(span, "kb_id")
    if kb_id is None:
        return None
    start, end = place.pieces[0]
    name = text_or_none(span, "kb_label") or " ".join((place.quote or text[start:end]).split()) or kb_id
    answers.entities.setdefault(kb_id, FoundEntity(id=kb_id, name=name, label=label, kb_id=kb_id))
    return kb_id


def _places(spans: Sequence[Record], text: str) -> Sequence[FoundSpan]:
    """Where the spans stand; those that count in the text as it was shown are moved to what that shows."""
    found = [_place(span) for span in spans]
    quoted = [span for span in found if span.quote]
    if not quoted or any(_stands(text, span) for span in quoted):
        return found
    shown, places = _shown(text)
    if not all(_stands(shown, span) for span in quoted):
        return found
    convert = converter(shown, UTF16)
    by_units = not all(_stands(shown, span, units=False) for span in quoted)
    moved = []
    for span in found:
        pieces = [convert(*piece) if by_units else piece for piece in span.pieces]
        if any(piece is None or piece[1] > len(shown) for piece in pieces):
            return found
        whole = [(places[piece[0]], places[piece[1] - 1] + 1) for piece in pieces if piece]
        # Half of an article's offsets counts one way, and half another, if emojis stand in it.
        units = [(_in_units(text, start), _in_units(text, end)) for start, end in whole]
        moved.append(FoundSpan(tuple(units), " ".join(text[start:end] for start, end in whole)))
    return moved


def _in_units(text: str, offset: int) -> int:
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _place(span: Record) -> FoundSpan:
    pieces = [offsets_of(span)]
    parts = [as_object(one, "additional_parts") for one in list_or_empty(span, "additional_parts")]
    pieces += [offsets_of(part) for part in parts]
    quotes = [
        text_or_none(span, "text") or text_or_none(span, "span"),
        *(text_or_none(p, "text") for p in parts),
    ]
    quote = " ".join(q for q in quotes if q) if all(quotes) else None
    return FoundSpan(tuple(sorted(pieces)), quote if pieces == sorted(pieces) else None)


def _stands(text: str, span: FoundSpan, *, units: bool = True) -> bool:
    """Whether what it quotes stands there, by code points or else by UTF-16 units."""
    for convert in (None, converter(text, UTF16)) if units else (None,):
        pieces = [convert(*piece) if convert else piece for piece in span.pieces]
        said = " ".join(text[slice(*piece)] for piece in pieces if piece)
        if said and said.split() == (span.quote or "").split():
            return True
    return False


def _shown(text: str) -> tuple[str, Sequence[int]]:
    """The text as a browser shows it, and where each of its characters comes from."""
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for match in _SHOWN_OTHERWISE.finditer(text):
        pieces.append(text[end : match.start()])
        places += range(end, match.start())
        instead = " " if match[0].isspace() else "" if match[0].startswith("<") else html.unescape(match[0])
        pieces.append(instead)
        places += [match.start()] * len(instead)
        end = match.end()
    pieces.append(text[end:])
    places += range(end, len(text))
    shown = "".join(pieces)
    first = len(shown) - len(shown.lstrip())
    return shown[first:], places[first:]


def _read_links(
    links: Sequence[Record], ids: Mapping[str, str], answers: Answers, scheme: Scheme | None
) -> None:
    kept: dict[str, JsonValue] = {}
    for link in links:
        members = [id_of({"span_ids": one}, "span_ids") for one in list_or_empty(link, "span_ids")]
        named = id_or_none(link, "link_type") or id_or_none(link, "schema") or "link"
        known = [ids[member] for member in members if member in ids]
        if len(known) < 2 or len(known) != len(members):
            answers.losses.append(lost(f"the link {named}", "it does not lead from one span to another"))
            continue
        task, label = task_of(named, scheme)
        id_ = f"j{len(answers.judgements) + 1}"
        answers.judgements.append(
            FoundJudgement(
                id=id_,
                task=task,
                label=label,
                holder=Ref(kind=RefKind.MENTION, id=known[0]),
                target=Ref(kind=RefKind.MENTION, id=known[-1]),
            )
        )
        kept[id_] = dict(link)
        if len(known) > 2:
            between = f"the {len(known) - 2} further spans of the link {named}"
            answers.losses.append(lost(between, "a judgement has a holder and a target"))
        if link.get("direction") == "undirected":
            why = "a judgement has a holder and a target"
            answers.losses.append(lost(f"that the link {named} goes both ways", why))
    if kept:
        answers.kept["links"] = kept
