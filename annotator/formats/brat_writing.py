"""Writing brat's standoff: a folder for each annotator, with a text and a file of lines for each article."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.domain.scheme import Scheme
from annotator.formats.all_formats import BRAT
from annotator.formats.brat import ANNOTATOR_LINE, CONFIGURATION, JOINED, KIND_LINE, TEXT
from annotator.formats.brat_answers import Answers
from annotator.formats.brat_kept import Kept, kept_of
from annotator.formats.brat_lines import brat_name
from annotator.formats.brat_marks import Marks, Types
from annotator.formats.one_line import on_one_line
from annotator.formats.stored_json import JsonAnnotation, said_by
from annotator.formats.unheld import Part, unheld
from annotator.formats.writer import Folder, FolderWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset(
    (
        *(Part.ANNOTATOR, Part.KIND, Part.PIECES, Part.ENTITIES, Part.IDENTITIES),
        *(Part.KB_IDS, Part.JUDGEMENTS, Part.ASIDES),
    )
)
_DISPLAY = "visual.conf"
_NOT_IN_NAMES = re.compile(r"[^\w. -]|^[. ]|[. ]$")
_LONGEST_NAME = 60


class _Annotator(NamedTuple):
    folder: str
    kind: str
    types: Types


def write_brat(folder: Folder, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """Files for each annotation, and how brat is to be set up for each annotator's folder.

    An article that nobody has annotated comes as a text alone.
    """
    annotators: dict[str, _Annotator] = {}
    for article, stored in said:
        name = _file_name(article.id)
        if stored is None:
            folder.put(f"{name}{TEXT}", article.text.encode())
            yield Written()
            continue
        annotation = said_by(stored)
        annotator = _annotator(annotators, annotation)
        losses = list(unheld(article.id, article.text, annotation, _HOLDS))
        lines = _lines(article, annotation, options.scheme, annotator.types, losses)
        folder.put(f"{annotator.folder}/{name}{TEXT}", article.text.encode())
        folder.put(f"{annotator.folder}/{name}{JOINED}", "".join(f"{line}\n" for line in lines).encode())
        yield Written(losses=tuple(losses))
    for who, annotator in annotators.items():
        folder.put(f"{annotator.folder}/{CONFIGURATION}", _configuration(who, annotator).encode())
        folder.put(f"{annotator.folder}/{_DISPLAY}", _display(annotator.types).encode())


def _annotator(annotators: dict[str, _Annotator], said: JsonAnnotation) -> _Annotator:
    name, kind = said["annotator"]["name"], said["annotator"]["kind"]
    known = annotators.get(name)
    if known is None:
        folder = _file_name(name)
        # Some file systems take “anna” and “Anna” for one.
        if any(folder.casefold() == one.folder.casefold() for one in annotators.values()):
            folder = f"{folder}-{_digest(name)}"
        known = annotators[name] = _Annotator(folder, kind, Types())
    return known


def _lines(
    article: StoredArticle, said: JsonAnnotation, scheme: Scheme, types: Types, losses: list[Loss]
) -> list[str]:
    kept = kept_of(said)
    marks = Marks(article, said, kept, types)
    answers = Answers(article, said, kept, marks, types, scheme)
    lines = list(marks.spans())
    stay = {id_ for id_, new in {**marks.ids, **answers.ids}.items() if id_ == new} | set(answers.event_ids)
    still = Kept([line for line in kept.lines if line.target in stay])
    used = {line.id for line in still.lines}
    numbers = (number for number in count(1) if f"#{number}" not in used)
    for one in (*marks.entities(), *answers.lines()):
        lines.append(one if isinstance(one, str) else f"#{next(numbers)}\t{one[0]} {one[1]}\t{one[2]}")
    losses += (*marks.losses, *answers.losses)
    losses += (
        Loss(article.id, f"the line “{line.text}” of brat", "what it is about is no longer there")
        for line in kept.lines
        if line.target not in stay
    )
    return [*lines, *(line.text for line in still.lines)]


def _file_name(name: str) -> str:
    """The name in characters that every file system takes; different for different names."""
    plain = _NOT_IN_NAMES.sub(lambda match: f"%{ord(match[0]):x}%", name)
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[:_LONGEST_NAME]}-{_digest(name)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _configuration(name: str, annotator: _Annotator) -> str:
    """What brat has to know of types, and whose folder it is."""
    types = annotator.types
    sections: Mapping[str, list[str]] = {
        "entities": [brat_name(one) for one in sorted(types.entities - set(types.events))],
        "relations": [f"{brat_name(one)}\tArg1:<ANY>, Arg2:<ANY>" for one in sorted(types.relations)],
        "events": [_event(one, types.events[one]) for one in sorted(types.events)],
        "attributes": [_attribute(one, types.attributes[one]) for one in sorted(types.attributes)],
    }
    lines = [f"{ANNOTATOR_LINE}{on_one_line(name)}", f"{KIND_LINE}{annotator.kind}"]
    for section, some in sections.items():
        lines += ["", f"[{section}]", *some]
    return "\n".join((*lines, ""))


def _event(type_: str, roles: Iterable[str]) -> str:
    return f"{brat_name(type_)}\t{', '.join(f'{brat_name(role)}*:<ANY>' for role in sorted(roles))}"


def _attribute(name: str, values: Iterable[str]) -> str:
    some = "|".join(brat_name(value) for value in sorted(values))
    return f"{brat_name(name)}\tArg:<ANY>{f', Value:{some}' if some else ''}"


def _display(types: Types) -> str:
    """How brat is to show types whose names it does not allow."""
    names = {*types.entities, *types.relations, *types.events, *types.attributes}
    shown = [f"{brat_name(one)} | {' '.join(one.split())}" for one in sorted(names) if brat_name(one) != one]
    return "\n".join(
        ("[labels]", *shown, "", "[drawing]", "SPAN_DEFAULT fgColor:black, bgColor:lightgreen", "")
    )


BRAT_WRITER = FolderWriter(BRAT, write_brat)
