"""Other people's packages that measure the same, behind types of their own, to be asked in tests alone."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Protocol, cast

from annotator.agreement.ratings import MISSING
from annotator.agreement.reading import ReadMention
from annotator.agreement.statistics import Indices, Numbers

Triple = tuple[str, str, object]
"""Annotator, unit, and what was said of it."""


class _AnnotationTask(Protocol):
    def alpha(self) -> float: ...
    def pi(self) -> float: ...
    def S(self) -> float: ...  # noqa: N802 - so it is called there


class _Result(Protocol):
    f1: float


class _Evaluator(Protocol):
    def evaluate(self) -> dict[str, dict[str, _Result]]: ...


cohen_kappa_score = cast(
    Callable[[Sequence[int], Sequence[int]], float], import_module("sklearn.metrics").cohen_kappa_score
)
linear_sum_assignment = cast(
    Callable[..., tuple[Indices, Indices]], import_module("scipy.optimize").linear_sum_assignment
)
fleiss_kappa = cast(Callable[[Numbers], float], import_module("statsmodels.stats.inter_rater").fleiss_kappa)
masi_distance = cast(
    Callable[[frozenset[str], frozenset[str]], float], import_module("nltk.metrics").masi_distance
)
_annotation_task = cast(
    Callable[..., _AnnotationTask], import_module("nltk.metrics.agreement").AnnotationTask
)
_evaluator = cast(Callable[..., _Evaluator], import_module("nervaluate").Evaluator)


def annotation_task(codes: Indices) -> _AnnotationTask:
    """What nltk makes of units by annotators."""
    return _annotation_task(data=[(who, unit, label) for who, unit, label in _said(codes)])


def annotation_task_of_sets(triples: Iterable[Triple]) -> _AnnotationTask:
    """The same of sets of labels, compared by MASI."""
    return _annotation_task(data=list(triples), distance=masi_distance)


def nervaluate_f1(a: Sequence[ReadMention], b: Sequence[ReadMention]) -> dict[str, float]:
    """F1 by the name of nervaluate's mode; it takes the last character for the end."""
    labels = sorted({mention.label for mention in (*a, *b)})
    as_dicts = [[{"label": m.label, "start": m.start, "end": m.end - 1} for m in those] for those in (a, b)]
    result = _evaluator([as_dicts[0]], [as_dicts[1]], tags=labels, loader="dict").evaluate()
    return {mode: measured.f1 for mode, measured in result["overall"].items()}


def _said(codes: Indices) -> Iterable[Triple]:
    for unit, judgements in enumerate(codes.tolist()):
        for annotator, label in enumerate(judgements):
            if label != MISSING:
                yield str(annotator), str(unit), label
