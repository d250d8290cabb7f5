"""What the meta of an annotation keeps for brat alone, read back warily: anybody may have written it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from annotator.formats.brat_groups import USUAL_GROUP
from annotator.formats.stored_json import JsonAnnotation

KEPT = "brat"
LINES, EVENTS, GROUPS, TARGETS = "lines", "events", "groups", "targets"
TRIGGER, ROLES = "trigger", "roles"

_EVENT_ID = re.compile(r"E[0-9]+")
_LINE = re.compile(r"(?P<id>[AMN#][0-9A-Za-z]*)\t\S+ (?P<target>[A-Z][0-9]+)(?:[ \t][^\n\r]*)?")


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """Its trigger, and of each role the id of the judgement made of it and what filled it."""

    trigger: str
    roles: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class KeptLine:
    id: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Lines as they were, events by id, and what groups of mentions were called, by entity."""

    lines: Sequence[KeptLine] = ()
    events: Mapping[str, KeptEvent] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By judgement, what its line was about where that was an event, whose trigger now stands for it."""

    def group(self, entity: str) -> str:
        """What the group of the entity's mentions is called."""
        return self.groups.get(entity, USUAL_GROUP)


def kept_of(said: JsonAnnotation) -> Kept:
    """What is kept; anything that does not look as it should is left out."""
    kept = said.get("meta", {}).get(KEPT)
    if not isinstance(kept, dict):
        return Kept()
    lines, events, groups, targets = (kept.get(key) for key in (LINES, EVENTS, GROUPS, TARGETS))
    return Kept(
        [line for one in _list(lines) if (line := _line(one)) is not None],
        {id_: event for id_, one in _items(events) if (event := _event(id_, one)) is not None},
        {id_: one for id_, one in _items(groups) if isinstance(one, str) and one},
        {id_: [one for one in _list(some) if isinstance(one, str)] for id_, some in _items(targets)},
    )


def _line(value: JsonValue) -> KeptLine | None:
    match = _LINE.fullmatch(value) if isinstance(value, str) else None
    return None if match is None else KeptLine(match["id"], match["target"], match[0])


def _event(id_: str, value: JsonValue) -> KeptEvent | None:
    if not isinstance(value, dict) or not _EVENT_ID.fullmatch(id_):
        return None
    trigger = value.get(TRIGGER)
    if not isinstance(trigger, str):
        return None
    return KeptEvent(trigger, [role for one in _list(value.get(ROLES)) if (role := _role(one)) is not None])


def _role(value: JsonValue) -> tuple[str, str] | None:
    match value:
        case [str(judgement), str(filler)]:
            return judgement, filler
        case _:
            return None


def _list(value: JsonValue) -> Sequence[JsonValue]:
    return value if isinstance(value, list) else ()


def _items(value: JsonValue) -> Sequence[tuple[str, JsonValue]]:
    return list(value.items()) if isinstance(value, dict) else ()
