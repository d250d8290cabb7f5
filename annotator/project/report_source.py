"""What reports are made from: an open project at one moment, and what it is called in them."""

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from annotator.domain.scheme import Scheme
from annotator.store.database import Database


@dataclass(frozen=True, slots=True)
class ReportSource:
    """The project that is reported on, and when."""

    database: Database
    where: str
    scheme: Scheme
    made: str
    """ISO 8601 in UTC."""

    @property
    def title(self) -> str:
        return project_title(self.where)


def project_title(where: str) -> str:
    """What a project is called: its file or its database, without who may open it and how."""
    if "://" in where:
        return PurePath(urlsplit(where).path).name or "project"
    return PurePath(where).stem
