"""What dialogs ask for, as values: the window makes jobs of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.project import Who


@dataclass(frozen=True)
class ImportRequest:
    """None and empty mean that it is found in the files."""

    paths: tuple[Path, ...]
    format_name: str | None = None
    encoding: str | None = None
    language: str | None = None
    rules_off: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    """Which column or key holds one of our fields: `{"text": "body"}`."""
    annotator: str | None = None
    """The name all imported annotations get, whatever the files say."""


@dataclass(frozen=True)
class ExportRequest:
    """No annotators means all of those whose work is asked for."""

    out: Path
    format_name: str
    annotators: tuple[str, ...] = ()
    who: Who = Who.EVERYONE
    only_done: bool = False
    tagging: str = "bio"
    context: str = "sentence"
    shares: str = ""
    """Of the parts it is divided into, as “train=.8,dev=.1,test=.1”; empty where it is not divided."""
    seed: int = 0
    card: bool = False
    stop_on_loss: bool = False


@dataclass(frozen=True)
class ReportRequest:
    """Where the report on agreement goes."""

    out: Path
    anonymous: bool = False


@dataclass(frozen=True)
class SuggestRequest:
    """`pipeline` None means the best that is installed for each article's language."""

    pipeline: str | None = None
    redo: bool = False
    patterns: Path | None = None


@dataclass(frozen=True)
class NewProjectRequest:
    """`where` is a file or a PostgreSQL address, `scheme` a shipped one's name or a file."""

    where: str
    scheme: str
