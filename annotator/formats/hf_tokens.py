"""Writing token classification for Hugging Face: a paragraph a row, each token with its tag."""

from collections.abc import Iterable, Iterator
from functools import partial
from operator import lt
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.formats.all_formats import HF_TOKENS
from annotator.formats.article_tokens import tokens_of
from annotator.formats.stretches import paragraph_starts
from annotator.formats.tagging import TaggedSpan, tags_for
from annotator.formats.token_rows import (
    TokenRow,
    Work,
    on_tokens,
    rows_of_done_work,
    token_rows,
    whole,
    without_overlaps,
)
from annotator.formats.unheld import Part
from annotator.formats.writer import FileWriter, Tagging, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.PIECES, Part.ANNOTATOR))


def write_hf_tokens(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """JSON Lines; `starts` are the tokens' offsets in the article, so that its text can be found again.

    `id` is the article's, with the annotator's name where several annotated it, and the row's number.
    """
    yield from rows_of_done_work(said, _HOLDS, partial(_write_rows, stream, options.tagging))


def _write_rows(stream: BinaryIO, tagging: Tagging, work: Work, losses: list[Loss]) -> int:
    article = work.article
    words = tokens_of(article)
    placed = without_overlaps(work, on_tokens(work, words, whole(work, losses), losses), losses)
    number = 0
    for row in token_rows(article.text, paragraph_starts(article), words, placed):
        line = {"id": f"{work.name}-{number}", **_columns(article.text, row, tagging)}
        stream.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
        number += 1
    return number


def _columns(text: str, row: TokenRow, tagging: Tagging) -> dict[str, object]:
    starts, ends = zip(*row.words, strict=True)
    spans = (TaggedSpan(one.first, one.last, one.mention["label"]) for one in row.mentions)
    return {
        "tokens": [text[start:end] for start, end in row.words],
        "ner_tags": tags_for(len(row.words), spans, tagging),
        "spaces": [*map(lt, ends, starts[1:]), False],
        "starts": starts,
    }


HF_TOKENS_WRITER = FileWriter(HF_TOKENS, write_hf_tokens)
