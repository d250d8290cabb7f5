"""All sums of a table together, fed with articles one by one."""

from itertools import combinations

import numpy as np

from annotator.agreement.batch_alignment import align_batch
from annotator.agreement.entity_sums import EntitySums
from annotator.agreement.frame import Batch, Frame, Labels, Pair
from annotator.agreement.judgement_rows import JudgementRows
from annotator.agreement.judgement_sums import TaskSums
from annotator.agreement.mention_columns import MentionCollector
from annotator.agreement.mention_sums import MentionSums
from annotator.agreement.moments import MomentSums
from annotator.agreement.reading import ReadArticle
from annotator.agreement.resampling import Draw, Resampling
from annotator.agreement.text_sums import TextSums
from annotator.agreement.wish import Extent
from annotator.domain.scheme import About

_BATCH = 500
_MENTIONS_A_BATCH = 100_000
"""A batch has so many articles that numpy is quick, or so many mentions that memory stays small.

Of its articles numbers are kept and not the readings: to go through those again and again for what is no
longer used would take Python's memory management a fifth of the time.
"""


class Comparison:
    """Everything that is summed over articles. Give it each article that at least two have read."""

    def __init__(self, frame: Frame, extent: Extent, *, resamples: int, seed: int) -> None:
        self.frame = frame
        self.labels = Labels(label.name for label in frame.scheme.entity_labels)
        self.mentions = MentionSums(frame, self.labels)
        self.entities = EntitySums(frame)
        self.text = TextSums(self.labels)
        self.moments = MomentSums(frame, extent)
        self.tasks: dict[str, TaskSums] = {}
        self.articles: dict[Pair, int] = dict.fromkeys(frame.pairs, 0)
        """How many articles both of a pair have read."""
        self._mentions = MentionCollector(len(frame.annotators), self.labels)
        self._rows = JudgementRows(frame)
        self._resampling = Resampling(articles=extent.compared, resamples=resamples, seed=seed)
        self._waiting: list[list[int]] = []
        """Who has read each article of the batch."""
        self._mentions_waiting = 0

    def take(self, article: ReadArticle) -> None:
        """Compares the readings of an article."""
        place = len(self._waiting)
        readers = [self.frame.number[reading.annotator] for reading in article.readings]
        self._waiting.append(readers)
        pairs = zip(combinations(readers, 2), combinations(article.readings, 2), strict=True)
        for pair, (first, second) in pairs:
            self.moments.take(place, pair, max(first.updated, second.updated))
        for reader, reading in zip(readers, article.readings, strict=True):
            self._mentions.take(place, reader, reading.mentions)
        self.text.take(article)
        self._rows.take(place, article)
        self._mentions_waiting += sum(len(reading.mentions) for reading in article.readings)
        if len(self._waiting) == _BATCH or self._mentions_waiting > _MENTIONS_A_BATCH:
            self._flush()

    def finish(self) -> None:
        """Adds what was not added yet; raises ValueError if fewer articles came than were announced."""
        self._flush()
        if self._resampling.left:
            raise ValueError("There are fewer articles than were said to be resampled.")

    def _flush(self) -> None:
        batch = self._batch()
        for pair in self.frame.pairs:
            self.articles[pair] += int(batch.pair_articles(pair).sum())
        columns = self._mentions.emptied()
        matches = {
            (a, b): align_batch(columns[a], columns[b], batch.pair_articles((a, b)))
            for a, b in self.frame.pairs
        }
        mentions = self.mentions.add(batch, matches)
        self.entities.add(batch, matches)
        self.text.flush(batch)
        answers = {task: self._sums(task).flush(batch) for task in self._rows.tasks}
        self.moments.add(batch, mentions, answers.get(self.task_over_time or "", {}))
        batch.draw.finish()

    @property
    def task_over_time(self) -> str | None:
        """The first task about pairs."""
        return next((task.name for task in self.frame.scheme.tasks_about(About.PAIR)), None)

    def _sums(self, task: str) -> TaskSums:
        if task not in self.tasks:
            self.tasks[task] = TaskSums(self.frame, self._rows.tasks[task])
        return self.tasks[task]

    def _batch(self) -> Batch:
        waiting, self._waiting, self._mentions_waiting = self._waiting, [], 0
        draw = self._resampling.draw(len(waiting))
        pair_draw = draw if self.frame.resamples_pairs else Draw.none(len(waiting))
        readers = np.zeros((len(waiting), len(self.frame.annotators)), bool)
        for place, numbers in enumerate(waiting):
            readers[place, numbers] = True
        return Batch(draw, pair_draw, readers)
