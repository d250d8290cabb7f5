"""What articles hold that are about to be written, one by one: to divide them, and to tell of the parts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from annotator.domain.annotation import AnnotatorKind
from annotator.domain.data_set import Begun, DataPart
from annotator.domain.splitting import Group, divide
from annotator.formats.near_duplicates import NearDuplicates
from annotator.formats.stored_json import JsonAnnotation, said_by
from annotator.formats.written import Said

_Key = TypeVar("_Key")
_NO_LABEL = "(none)"
_NOT_ANNOTATED = "not annotated"


@dataclass(slots=True)
class _Surveyed:
    annotations: int = 0
    mentions: Counter[str] = field(default_factory=Counter)
    judgements: Counter[tuple[str, str]] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)

    def labels(self) -> dict[str, int]:
        """Everything that parts are to have alike, work that is not done included."""
        mentions = {f"mention {label}": times for label, times in self.mentions.items()}
        judgements = {f"{task} {label}": times for (task, label), times in self.judgements.items()}
        statuses = {f"status {status}": times for status, times in self.statuses.items()}
        return {**mentions, **judgements, **statuses}


class Survey:
    """Takes what is said in any order, an article's annotations together; keeps counts, never texts."""

    def __init__(self) -> None:
        self._articles: dict[str, _Surveyed] = {}
        self._near = NearDuplicates()
        self._annotators: dict[AnnotatorKind, set[str]] = {}
        self._begun: Counter[tuple[str, str, str | None]] = Counter()
        self.languages: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()

    def add(self, said: Said) -> None:
        article, stored = said
        if article.id not in self._articles:
            self._articles[article.id] = _Surveyed()
            self._near.add(article.id, article.text)
            self.languages[article.language or ""] += 1
        surveyed = self._articles[article.id]
        if stored is None:
            surveyed.statuses[_NOT_ANNOTATED] += 1
        else:
            self._count(surveyed, said_by(stored))

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(self._articles)

    @property
    def annotators(self) -> Mapping[AnnotatorKind, int]:
        """How many of each kind have said something."""
        return {kind: len(self._annotators[kind]) for kind in AnnotatorKind if kind in self._annotators}

    @property
    def people(self) -> frozenset[str]:
        return frozenset(self._annotators.get(AnnotatorKind.HUMAN, ()))

    @property
    def begun(self) -> tuple[Begun, ...]:
        in_order = sorted(self._begun.items(), key=lambda one: (one[0][0], one[0][1], one[0][2] or ""))
        return tuple(Begun(*under, times) for under, times in in_order)

    def near_duplicates(self) -> tuple[tuple[str, ...], ...]:
        return self._near.groups()

    def divided(
        self, shares: Mapping[str, float], seed: int, near: Iterable[tuple[str, ...]]
    ) -> dict[str, str]:
        """The part of each article; near duplicates stay together."""
        together = {article for group in near for article in group}
        alone = ((article,) for article in self._articles if article not in together)
        return divide((self._group(articles) for articles in (*near, *alone)), shares, seed)

    def part(self, name: str, share: float, articles: Iterable[str]) -> DataPart:
        """What the articles hold together."""
        in_order = tuple(sorted(articles))
        surveyed = [self._articles[article] for article in in_order]
        mentions = _sum(one.mentions for one in surveyed)
        judgements: dict[str, dict[str, int]] = {}
        for (task, label), times in sorted(_sum(one.judgements for one in surveyed).items()):
            judgements.setdefault(task, {})[label] = times
        annotations = sum(one.annotations for one in surveyed)
        return DataPart(name, share, in_order, annotations, dict(sorted(mentions.items())), judgements)

    def _group(self, articles: tuple[str, ...]) -> Group:
        labels = _sum(Counter(self._articles[article].labels()) for article in articles)
        return Group(articles, labels)

    def _count(self, surveyed: _Surveyed, said: JsonAnnotation) -> None:
        progress, annotator = said["progress"], said["annotator"]
        surveyed.annotations += 1
        surveyed.statuses[progress["status"]] += 1
        surveyed.mentions.update(mention["label"] for mention in said["mentions"].values())
        for judgement in said["judgements"].values():
            for label in (judgement["label"] or _NO_LABEL, *judgement["more_labels"]):
                surveyed.judgements[judgement["task"], label] += 1
        self.statuses[progress["status"]] += 1
        self._annotators.setdefault(AnnotatorKind(annotator["kind"]), set()).add(annotator["name"])
        scheme = said["scheme"]
        self._begun[scheme["name"], scheme["version"], progress["guidelines_version"]] += 1


def _sum(counters: Iterable[Counter[_Key]]) -> Counter[_Key]:
    total = Counter[_Key]()
    for one in counters:
        total.update(one)
    return total
