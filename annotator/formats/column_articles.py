"""From the sentences of a file of columns to an article: its text, its tokens, and the columns left over."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from pydantic import JsonValue

from annotator.domain.article import SegmentKind
from annotator.domain.loss import Loss
from annotator.formats.article_tokens import COLUMNS, how_tokens_stand
from annotator.formats.column_text import ColumnText
from annotator.formats.conll_layout import PLACEHOLDERS
from annotator.formats.conll_sentences import ColumnSentence
from annotator.formats.found_annotations import FoundAnnotation, FoundArticle, FoundSegment, lost

_SHOWN = 3


def column_article(
    file: str,
    first: ColumnSentence,
    text: ColumnText,
    annotation: FoundAnnotation,
    *,
    document: str,
    comments: Sequence[Sequence[str]] = (),
    losses: Iterable[Loss],
) -> FoundArticle:
    """The article of a document whose first sentence that is; each sentence is a paragraph.

    The comments are those of each sentence.
    """
    whole = text.whole()
    kept: dict[str, JsonValue] = {"tokens": how_tokens_stand(whole, text.sentences)}
    if document:
        kept["document"] = document
    if any(comments):
        kept["comments"] = [list[JsonValue](some) for some in comments]
    return FoundArticle(
        file=file,
        where=f"line {first.line}",
        text=whole,
        annotations=(annotation,),
        meta={COLUMNS: kept},
        segments=tuple(
            FoundSegment(SegmentKind.PARAGRAPH, (words[0][0], words[-1][1])) for words in text.sentences
        ),
        losses=tuple(losses),
        file_countings=(),
    )


def columns_left(
    sentences: Sequence[ColumnSentence], is_read: Callable[[int, Sequence[str]], bool]
) -> Iterator[Loss]:
    """Of each column with something in it that is not read, its first few values as a loss."""
    some: dict[int, dict[str, None]] = {}
    for sentence in sentences:
        for row in sentence.rows:
            for column, cell in enumerate(row):
                shown = some.setdefault(column, {})
                if len(shown) < _SHOWN and cell not in PLACEHOLDERS and not is_read(column, row):
                    shown[cell] = None
    for column, shown in sorted(some.items()):
        if shown:
            what = f"column {column + 1}: {', '.join(shown)} …"
            yield lost(what, "of columns, tokens, tags and annotators are taken")
