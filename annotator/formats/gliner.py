"""Writing for GLiNER: a paragraph a row, with its tokens and the first and last token of each mention."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.formats.all_formats import GLINER
from annotator.formats.article_tokens import tokens_of
from annotator.formats.stretches import paragraph_starts
from annotator.formats.token_rows import Work, on_tokens, rows_of_done_work, token_rows, whole
from annotator.formats.unheld import Part
from annotator.formats.writer import FileWriter, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.PIECES,))


def write_gliner(stream: BinaryIO, said: Iterable[Said], _options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; mentions may nest and overlap, and their last token is inside."""
    yield from rows_of_done_work(said, _HOLDS, partial(_write_rows, stream))


def _write_rows(stream: BinaryIO, work: Work, losses: list[Loss]) -> int:
    text = work.article.text
    words = tokens_of(work.article)
    placed = on_tokens(work, words, whole(work, losses), losses)
    number = 0
    for row in token_rows(text, paragraph_starts(work.article), words, placed):
        line = {
            "tokenized_text": [text[start:end] for start, end in row.words],
            "ner": [[one.first, one.last, one.mention["label"]] for one in row.mentions],
        }
        stream.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
        number += 1
    return number


GLINER_WRITER = FileWriter(GLINER, write_gliner)
