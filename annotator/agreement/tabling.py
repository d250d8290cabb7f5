"""From the sums of a comparison to the parts of the table."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from annotator.agreement.comparison import Comparison
from annotator.agreement.entity_sums import LEFT
from annotator.agreement.figures import NOT_WISHED, TOO_FEW, TOO_MANY_PAIRS, About, Counted, Scope, figure
from annotator.agreement.frame import Pair
from annotator.agreement.judgement_figures import found_figures, label_figures, set_figures
from annotator.agreement.judgement_sums import TaskSums
from annotator.agreement.measures import Measure
from annotator.agreement.mention_figures import entity_figures, mention_figures, text_figures
from annotator.agreement.resampling import FEWEST_ARTICLES
from annotator.agreement.statistics import Numbers
from annotator.agreement.table import Confusion, Figure, Layer, LeftOut, Moment
from annotator.agreement.wish import Extent, MeasureWish

NOT_IN_SCHEME = "which the scheme does not have; they count all the same"


def figures(comparison: Comparison, wish: MeasureWish, extent: Extent) -> Iterator[Figure]:
    """Mentions, entities, then task by task: of everybody together first, then of each pair."""
    scopes = _Scopes(comparison, wish, extent)
    yield from _of_mentions(comparison, scopes)
    yield from _of_entities(comparison, scopes)
    for sums in comparison.tasks.values():
        yield from _of_task(sums, scopes)


def confusions(comparison: Comparison) -> Iterator[Confusion]:
    """Of mention labels, and of each task that takes one label."""
    yield _confusion(Layer.MENTIONS, None, comparison.labels.names, comparison.mentions.confusion())
    for name, sums in comparison.tasks.items():
        if not sums.task.is_multiple:
            table = sum((of_pair.total for of_pair in sums.tables.values()), np.zeros((1, 1)))
            yield _confusion(Layer.JUDGEMENTS, name, sums.task.labels.names, table + table.T)


def moments(comparison: Comparison, wish: MeasureWish, extent: Extent) -> Iterator[Moment]:
    """Strict F1 of mentions, and of answers to the first task about pairs, of all pairs of annotators."""
    sums, task = comparison.moments, comparison.task_over_time
    shown = [(sums.mentions, About(Layer.MENTIONS, Measure.F1_STRICT), "mentions of both")]
    if task is not None:
        shown.append((sums.answers, About(Layer.JUDGEMENTS, Measure.F1_TRIPLET, task), "answers of both"))
    articles = sums.articles.total
    for counts, about, unit in shown:
        in_time = counts.all
        for begins, number in sorted(sums.begins.items()):
            alike, both = in_time[:, number, 0], in_time[:, number, 1]
            scope = _scope(comparison.frame.annotators, round(articles[number]), wish)
            counted = Counted(round(both[0]), unit, "Nobody marked or answered anything.", reading=_TIME)
            yield Moment(
                begins.isoformat(), figure(scope, about, alike / np.where(both > 0, both, np.nan), counted)
            )


def unknown_answers(comparison: Comparison) -> Iterator[LeftOut]:
    """What counts though the scheme does not have it, and what nobody knows the time of."""
    for name, sums in comparison.tasks.items():
        if not sums.task.is_known:
            yield LeftOut(sums.task.answers, "answers", f"to the task “{name}”, {NOT_IN_SCHEME}")
        for label, times in sorted(sums.task.unknown.items()):
            yield LeftOut(times, f"answers to “{name}”", f"with the label “{label}”, {NOT_IN_SCHEME}")
    if comparison.moments.undated:
        yield LeftOut(
            comparison.moments.undated, "comparisons", "of unknown time, in what is shown over time"
        )


_TIME = (
    "By the later of two annotators' last changes to the article; both times all mentions or answers count."
)


class _Scopes:
    """Everybody together and each pair, with the articles they can be compared on."""

    def __init__(self, comparison: Comparison, wish: MeasureWish, extent: Extent) -> None:
        frame = comparison.frame
        self.of_all = _scope(frame.annotators, extent.compared, wish)
        self.of_pairs: dict[Pair, Scope] = {}
        # Of two annotators, the pair is everybody.
        for pair in frame.pairs if len(frame.pairs) > 1 else ():
            scope = _scope(frame.names(pair), comparison.articles[pair], wish)
            if not frame.resamples_pairs:
                scope = replace(scope, no_interval=scope.no_interval or TOO_MANY_PAIRS)
            self.of_pairs[pair] = scope


def _scope(annotators: tuple[str, ...], articles: int, wish: MeasureWish) -> Scope:
    no_interval = TOO_FEW if articles < FEWEST_ARTICLES else "" if wish.resamples else NOT_WISHED
    return Scope(annotators, articles, wish.level, no_interval)


def _of_mentions(comparison: Comparison, scopes: _Scopes) -> Iterator[Figure]:
    sums, labels = comparison.mentions, comparison.labels.names
    yield from mention_figures(scopes.of_all, sums.pooled.all, labels)
    yield from text_figures(scopes.of_all, comparison.text, labels)
    for pair, scope in scopes.of_pairs.items():
        yield from mention_figures(scope, sums.by_pair[pair].all, labels)


def _of_entities(comparison: Comparison, scopes: _Scopes) -> Iterator[Figure]:
    sums = comparison.entities
    left_out = sum(sums.left_out.values(), np.zeros(LEFT))
    yield from entity_figures(scopes.of_all, sums.pooled.all, left_out)
    for pair, scope in scopes.of_pairs.items():
        yield from entity_figures(scope, sums.by_pair[pair].all, sums.left_out[pair])


def _of_task(sums: TaskSums, scopes: _Scopes) -> Iterator[Figure]:
    task = sums.task
    yield from found_figures(scopes.of_all, task, sums.found_pooled.all, sum(sums.one_sided.values()))
    if task.is_multiple:
        yield from set_figures(scopes.of_all, task, sums.sets_of_all)
    else:
        # Of two annotators, everybody's labels make a table too.
        (*_, table) = sums.tables.values()
        of_two = None if scopes.of_pairs else table
        yield from label_figures(scopes.of_all, task, sums.labels_of_all, of_two, is_everybody=True)
    for pair, scope in scopes.of_pairs.items():
        yield from found_figures(scope, task, sums.found[pair].all, sums.one_sided[pair])
        if task.is_multiple:
            yield from set_figures(scope, task, sums.sets(pair))
        else:
            labels = sums.labels(pair)
            yield from label_figures(scope, task, labels, sums.tables[pair], is_everybody=False)


def _confusion(layer: Layer, task: str | None, labels: tuple[str, ...], counts: Numbers) -> Confusion:
    """Of the labels that occur, or are the scheme's."""
    rows = tuple(tuple(round(count) for count in row) for row in counts.tolist())
    return Confusion(layer, task, labels, rows)
