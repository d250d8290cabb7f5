"""Writing span classification: a row for each mention, and one for each proposal that somebody rejected."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.formats.all_formats import SPANS
from annotator.formats.stored_json import JsonMention, JsonRejected
from annotator.formats.stretches import paragraph_starts, stretches
from annotator.formats.tagging import OUTSIDE
from annotator.formats.token_rows import Work, lose, rows_of_done_work, whole
from annotator.formats.unheld import Part, quoted
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.PIECES, Part.REJECTED))


def write_spans(stream: BinaryIO, said: Iterable[Said], _options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; `text` is the paragraph, in which `start` and `end` count.

    A rejected proposal is a negative: its label is O. What is a mention all the same is no negative.
    """
    yield from rows_of_done_work(said, _HOLDS, partial(_write_rows, stream))


def _write_rows(stream: BinaryIO, work: Work, losses: list[Loss]) -> int:
    text, candidates = work.article.text, _candidates(work, losses)
    number = 0
    for stretch in stretches(text, paragraph_starts(work.article), candidates):
        for span in stretch.spans:
            row = {
                "text": text[stretch.start : stretch.end],
                "start": span["start"] - stretch.start,
                "end": span["end"] - stretch.start,
                "span": text[span["start"] : span["end"]],
                "label": span["label"],
                "doc_id": work.article.id,
            }
            stream.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
            number += 1
    return number


def _candidates(work: Work, losses: list[Loss]) -> list[JsonRejected]:
    """Mentions and negatives, in order; each negative once."""
    mentions = whole(work, losses)
    lose(work, losses, (m for m in mentions if m["label"] == OUTSIDE), "its label is that of negatives")
    positives: list[JsonRejected] = [_plain(m) for m in mentions if m["label"] != OUTSIDE]
    marked = {(one["start"], one["end"]) for one in positives}
    negatives: dict[tuple[int, int], JsonRejected] = {}
    for proposal in work.said["rejected"].values():
        place = proposal["start"], proposal["end"]
        if place in marked:
            what = f"the rejected proposal {quoted(work.article.text, proposal)} ({proposal['label']})"
            losses.append(Loss(work.article.id, what, "a mention stands at the same place"))
        else:
            negatives[place] = {"start": place[0], "end": place[1], "label": OUTSIDE}
    return sorted(
        (*positives, *negatives.values()), key=lambda one: (one["start"], -one["end"], one["label"])
    )


def _plain(mention: JsonMention) -> JsonRejected:
    return {"start": mention["start"], "end": mention["end"], "label": mention["label"]}


SPANS_WRITER = FileWriter(SPANS, write_spans)
