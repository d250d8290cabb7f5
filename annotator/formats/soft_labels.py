"""Soft labels: a row for each question, with everybody's answers and their shares, to train models on."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import orjson

from annotator.formats.all_formats import SOFT_LABELS
from annotator.formats.soft_rows import SoftRow, lost_beside, soft_articles
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_BETWEEN = ","
"""Parts several labels of one answer, as in LeWiDi, so that each column has one type."""


def write_soft_labels(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; `labels`, `soft_label`, `annotators` and `annotations` are parallel lists.

    Every row has the same keys of the same types, so that tables can be made of them.
    """
    for soft in soft_articles(said, options.scheme):
        article, rows = soft.article, soft.rows
        for row in rows:
            stream.write(orjson.dumps(_row(article.id, article.text, row), option=orjson.OPT_APPEND_NEWLINE))
        yield Written(len(rows), (*soft.losses, *lost_beside(soft)))


def _row(article_id: str, text: str, row: SoftRow) -> dict[str, object]:
    hard = row.hard_label
    return {
        "id": f"{article_id}-m{row.number}" if row.task is None else f"{article_id}-{row.task}-{row.number}",
        "article": article_id,
        "layer": row.layer,
        "task": row.task,
        "text": text[row.start : row.end],
        "start": row.start,
        "end": row.end,
        "spans": row.spans,
        "quotes": [text[start:end] for start, end in row.spans],
        "holder": row.holder,
        "target": row.target,
        "labels": row.labels,
        "soft_label": row.soft_label,
        "n_annotators": len(row.votes),
        "annotators": [vote.annotator for vote in row.votes],
        "annotations": [_BETWEEN.join(vote.labels) for vote in row.votes],
        "annotator_spans": [vote.span for vote in row.votes if vote.span is not None],
        "silent": row.silent,
        "presence": row.presence,
        "hard_label": _BETWEEN.join(hard) if hard else None,
        "tie": row.is_tied,
        "multiple": row.is_multiple,
        "ambiguous": row.is_ambiguous,
    }


SOFT_LABELS_WRITER = FileWriter(SOFT_LABELS, write_soft_labels)
