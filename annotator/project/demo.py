"""The demo project: the shipped articles with the shipped annotations, pre-highlighted by a real pipeline."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.domain.bad_input import BadInput
from annotator.project.catalogue import DEFAULT_SCHEME, find_scheme
from annotator.project.jobs import Job
from annotator.project.project import create_project
from annotator.settings import data_folder, shipped


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo project was made of."""

    articles: int
    annotations: int
    mentions: int
    pipeline: str
    refused: tuple[BadInput, ...]


def demo_place() -> Path:
    """Where the demo project is, or will be."""
    return data_folder() / "demo.annotator"


def make_demo(where: Path) -> Job[DemoResult]:
    """Makes the demo project whole, or, if it is stopped, not at all."""
    where.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".demo-", dir=where.parent) as folder:
        half = Path(folder) / where.name
        with create_project(str(half), find_scheme(DEFAULT_SCHEME)) as project:
            articles = yield from project.import_files(sorted(shipped("seeds").glob("*.txt")))
            # Without the gold: settling what these three do not agree on is what the demo is for.
            annotations = yield from project.import_files([shipped("datasets", "demo_annotators.jsonl")])
            suggested = yield from project.suggest(patterns=shipped("seeds", "names.jsonl"))
        half.replace(where)
    return DemoResult(
        articles=articles.articles_added + annotations.articles_added,
        annotations=annotations.annotations_added,
        mentions=suggested.mentions,
        pipeline=suggested.pipeline,
        refused=articles.refused + annotations.refused,
    )
