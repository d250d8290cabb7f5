"""The labelling source: what the gold says about an article, and how each annotator differs from it."""

from datetime import datetime
from pathlib import Path

import yaml
from pydantic import Field

from annotator.domain.annotation import AnnotatorKind, Status
from annotator.domain.value import Value


class Worker(Value):
    """One of those who annotated: who, what kind, and when they sat down."""

    name: str
    kind: AnnotatorKind
    began: datetime


class Office(Value):
    """What all articles have in common."""

    scheme: str
    program_version: str
    workers: tuple[Worker, ...]


class Stance(Value):
    """A stance; holder and target are names of entities, the holder may also be a kind such as `author`."""

    holder: str
    via: tuple[str, ...] = ()
    """Those who report the holder, outermost first."""
    label: str
    target: str | None = None
    topic: str | None = None
    evidence: str
    implicit: bool = False
    note: str | None = None


class StanceDifference(Value):
    """One stance of the gold dropped or changed in the fields given, or (neither) a further stance."""

    drop: str | None = None
    change: str | None = None
    holder: str | None = None
    via: tuple[str, ...] | None = None
    label: str | None = None
    target: str | None = None
    topic: str | None = None
    evidence: str | None = None
    implicit: bool | None = None
    note: str | None = None


class MentionDifference(Value):
    """One mention of the gold dropped, relabelled or moved `to` other edges, or a further one.

    A mention is named by its text; `text/2` is the second of several, `text/*` stands for all of them.
    """

    drop: str | None = None
    label: str | None = None
    span: str | None = None
    add: str | None = None
    to: str | None = None
    as_: str | None = Field(default=None, alias="as")


class Gold(Value):
    """What was agreed on in the end; the mentions are the marks in the article's text."""

    minutes: int
    tone: str
    salience: dict[str, str]
    sentiment: dict[str, str]
    names: dict[str, str] = Field(default_factory=dict)
    """Better names of entities than their first mentions gave them."""
    stances: dict[str, Stance]


class Share(Value):
    """What one annotator did with an article, as differences from the gold."""

    minutes: int
    status: Status = Status.DONE
    flagged: bool = False
    note: str | None = None
    mentions: tuple[MentionDifference, ...] = ()
    tone: str | None = None
    salience: dict[str, str | None] = Field(default_factory=dict)
    """By entity; null where the annotator left open what the gold answers."""
    sentiment: dict[str, str | None] = Field(default_factory=dict)
    stances: tuple[StanceDifference, ...] = ()


class Proposals(Value):
    """What a pipeline proposed before anybody looked, as differences from the gold."""

    pipeline: str
    mentions: tuple[MentionDifference, ...] = ()


class Labelling(Value):
    """All that is said about one article."""

    seed: str
    text: str
    """The article with its mentions marked: `[Geneva|GPE]`, or `[the city|GPE|Geneva]` to name the entity."""
    unnamed: dict[str, str] = Field(default_factory=dict)
    """Entities that stances need though no mention names them, with their labels."""
    proposals: Proposals | None = None
    gold: Gold
    annotators: dict[str, Share]


def read_office(folder: Path) -> Office:
    return Office.model_validate(_yaml(folder / "office.yaml"))


def read_labellings(folder: Path) -> list[Labelling]:
    """The labelling of every article, in the order of the seeds."""
    paths = sorted((folder / "articles").glob("*.yaml"))
    return [Labelling.model_validate(_yaml(path)) for path in paths]


def _yaml(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
