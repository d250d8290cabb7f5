"""Pre-highlighting articles: each by the pipeline of its language, in order, as a stream of annotations."""

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from annotator.domain.annotation import Annotation, Annotator, AnnotatorKind
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.settings import shipped
from annotator.suggest.annotating import model_annotation
from annotator.suggest.labels import scheme_label
from annotator.suggest.marks import Mark
from annotator.suggest.patterns import read_patterns
from annotator.suggest.pipelines import (
    BLANK,
    PipelineInfo,
    base_language,
    best_pipeline,
    find_pipeline,
    installed_pipelines,
)
from annotator.suggest.processes import in_processes
from annotator.suggest.reader import Reader, load_reader

BATCH = 8
"""Articles that are marked together: as quick as more of them, and soon done when somebody waits or stops."""
BATCH_LENGTH = 50_000
"""Code points after which a batch is full, however few its articles."""


@dataclass(frozen=True)
class Wishes:
    """What pre-highlighting goes by; `pipeline` is a name, a path or “blank”, None for the best."""

    scheme: Scheme
    pipeline: str | None = None
    patterns: tuple[Path, ...] = ()
    resources: Path = field(default_factory=partial(shipped, "resources"))
    """Where the name lists and the words for amounts and dates lie."""


@dataclass(frozen=True)
class Suggested:
    """What came of a batch: an annotation for each article, and how many marks had no label in the scheme."""

    annotations: tuple[Annotation, ...]
    dropped: Counter[str]


class Suggester:
    """Marks articles; pipelines and name lists are loaded when the first article of a language needs them."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._installed = installed_pipelines()
        if wishes.pipeline and wishes.pipeline != BLANK:
            find_pipeline(wishes.pipeline, self._installed)
        self._patterns = read_patterns(wishes.patterns)
        self._readers: dict[str, Reader] = {}
        self.dropped: Counter[str] = Counter()
        """Marks whose label the scheme has no place for, by label."""

    def pipeline_for(self, language: str | None) -> PipelineInfo:
        """The pipeline that articles in the language are marked by; loads nothing."""
        return best_pipeline(language, self._wishes.pipeline, self._installed)

    def annotator_for(self, language: str | None) -> Annotator:
        """Whose work the suggestions for articles in the language are."""
        return Annotator(name=self.pipeline_for(language).title, kind=AnnotatorKind.MODEL)

    def annotations(
        self, articles: Iterable[Article], *, batch: int = BATCH, processes: int = 1
    ) -> Generator[Annotation, None, None]:
        """A finished annotation for each article, in their order; closing the iterator stops the work."""
        batches = _batches(articles, batch)
        if processes > 1:
            done = in_processes(partial(_worker, self._wishes), batches, processes)
        else:
            done = (self.suggested(taken) for taken in batches)
        with closing(done):
            for suggested in done:
                self.dropped += suggested.dropped
                yield from suggested.annotations

    def suggested(self, articles: Sequence[Article]) -> Suggested:
        """The annotations of some articles, marked together by language."""
        by_language: dict[str, list[int]] = defaultdict(list)
        for index, article in enumerate(articles):
            by_language[base_language(article.language)].append(index)
        marks: dict[int, list[Mark]] = {}
        for language, indices in by_language.items():
            texts = [articles[index].text for index in indices]
            marks.update(zip(indices, self._reader(language).read(texts), strict=True))
        dropped: Counter[str] = Counter()
        return Suggested(
            tuple(self._annotation(article, marks[index], dropped) for index, article in enumerate(articles)),
            dropped,
        )

    def _annotation(self, article: Article, marks: Iterable[Mark], dropped: Counter[str]) -> Annotation:
        known = [label.name for label in self._wishes.scheme.entity_labels]
        kept: list[Mark] = []
        for mark in marks:
            label = scheme_label(mark.label, known)
            if label is None:
                dropped[mark.label] += 1
            else:
                kept.append(mark._replace(label=label))
        annotator = self.annotator_for(article.language)
        return model_annotation(article, kept, annotator, self._wishes.scheme.id)

    def _reader(self, language: str) -> Reader:
        if language not in self._readers:
            info = self.pipeline_for(language)
            self._readers[language] = load_reader(language, info, self._patterns, self._wishes.resources)
        return self._readers[language]


def _worker(wishes: Wishes) -> Callable[[Sequence[Article]], Suggested]:
    return Suggester(wishes).suggested


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    taken: list[Article] = []
    length = 0
    for article in articles:
        taken.append(article)
        length += len(article.text)
        if len(taken) >= size or length >= BATCH_LENGTH:
            yield taken
            taken, length = [], 0
    if taken:
        yield taken
