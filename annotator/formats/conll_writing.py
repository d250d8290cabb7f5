"""Writing files of columns: a token a line with its tag, and comments that say what else there is."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import orjson

from annotator.domain.loss import Loss
from annotator.domain.records import StoredArticle
from annotator.formats.all_formats import CONLL
from annotator.formats.article_tokens import COLUMNS, ArticleTokens, Placed, sentences_of
from annotator.formats.conll import ANNOTATOR, ENDS_WITH, GAP, ID, KIND, STATUS
from annotator.formats.conll_words import TEXT, TEXT_AS_JSON
from annotator.formats.one_line import is_one_line, on_one_line
from annotator.formats.stored_json import JsonAnnotation, said_by
from annotator.formats.tagging import TaggedSpan, tags_for, tags_of
from annotator.formats.token_rows import TokenRow, Work, on_tokens, token_rows, whole, without_overlaps
from annotator.formats.unheld import Part, unheld
from annotator.formats.writer import FileWriter, Tagging, WriteOptions
from annotator.formats.written import Said, Written

_HOLDS = frozenset((Part.ANNOTATOR, Part.KIND, Part.STATUS, Part.PIECES))
_LINE_END = "\n"


def write_conll(stream: BinaryIO, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """Each annotator's work on an article as a document of its own, a blank line between sentences.

    Comments hold the article's id, the annotator, and the text of sentences with what stands between them, so
    that the article can be put together again. What nobody has annotated is left out, for tags would say that
    nothing is mentioned in it.
    """
    for article, stored in said:
        if stored is None:
            why = "nobody has annotated it; tags would say that nothing is mentioned"
            yield Written(0, (Loss(article.id, "the article", why),))
            continue
        annotation = said_by(stored)
        losses = list(unheld(article.id, article.text, annotation, _HOLDS))
        lines = _document(article, annotation, options.tagging, losses)
        stream.write("\n".join(lines).encode())
        yield Written(losses=tuple(losses))


def _document(
    article: StoredArticle, said: JsonAnnotation, tagging: Tagging, losses: list[Loss]
) -> list[str]:
    found = sentences_of(article)
    work = Work(article, said, article.id)
    placed = on_tokens(work, found.tokens, whole(work, losses), losses)
    placed = without_overlaps(work, placed, losses)
    labels = _labels(article.id, placed, losses)
    lines = list(_head(article, said, found))
    reached = 0
    for row in token_rows(article.text, found.sentence_starts, found.tokens, placed):
        start, end = row.words[0][0], row.words[-1][1]
        lines += (f"#{one}" for one in _comments_before(found, start, end))
        lines += _text_comments(article.text, reached, start, end)
        lines += _rows(article.text, row, labels, tagging)
        lines.append("")
        reached = end
    return [*lines, ""]


def _head(article: StoredArticle, said: JsonAnnotation, found: ArticleTokens) -> Iterator[str]:
    document = _document_id(article)
    if document is not None:
        yield f"# newdoc id = {document}"
    yield f"# {ID} = {on_one_line(article.id)}"
    yield f"# {ANNOTATOR} = {on_one_line(said['annotator']['name'])}"
    if said["annotator"]["kind"] != "human":
        yield f"# {KIND} = {said['annotator']['kind']}"
    if said["progress"]["status"] != "done":
        yield f"# {STATUS} = {said['progress']['status']}"
    ends_with = article.text[found.tokens[-1][1] :] if found.tokens else article.text
    if ends_with:
        yield f"# {ENDS_WITH} = {_as_json(ends_with)}"


def _document_id(article: StoredArticle) -> str | None:
    """What the file it came from calls it."""
    if f'"{COLUMNS}"'.encode() not in article.meta:
        return None
    kept = orjson.loads(article.meta).get(COLUMNS)
    document = kept.get("document") if isinstance(kept, dict) else None
    return document if isinstance(document, str) and is_one_line(document) else None


def _comments_before(found: ArticleTokens, start: int, end: int) -> Iterator[str]:
    """Those of the file the article came from; of several sentences where no mention may be cut."""
    if found.comments:
        first = bisect_left(found.sentence_starts, start)
        for sentence in found.sentence_starts[first : bisect_left(found.sentence_starts, end)]:
            yield from found.comments.get(sentence, ())


def _text_comments(text: str, reached: int, start: int, end: int) -> Iterator[str]:
    gap, sentence = text[reached:start], text[start:end]
    if gap != (_LINE_END if reached else ""):
        yield f"# {GAP} = {_as_json(gap)}"
    yield f"# {TEXT} = {sentence}" if is_one_line(sentence) else f"# {TEXT_AS_JSON} = {_as_json(sentence)}"


def _rows(text: str, row: TokenRow, labels: Mapping[str, str], tagging: Tagging) -> Iterator[str]:
    spans = (TaggedSpan(one.first, one.last, labels[one.mention["label"]]) for one in row.mentions)
    tokens = [text[start:end] for start, end in row.words]
    return map("\t".join, zip(tokens, tags_for(len(tokens), spans, tagging), strict=True))


def _labels(article_id: str, placed: Sequence[Placed], losses: list[Loss]) -> Mapping[str, str]:
    """Each label as it stands in tags, where white space and bars part the tags of a token."""
    written: dict[str, str] = {}
    for label in dict.fromkeys(one.mention["label"] for one in placed):
        if tags_of(f"B-{label}") == (("B", label),) and is_one_line(label):
            written[label] = label
        else:
            written[label] = "_".join(label.replace("|", " ").split()) or "_"
            losses.append(Loss(article_id, f"the label “{label}”", f"tags have “{written[label]}”"))
    return written


def _as_json(text: str) -> str:
    return orjson.dumps(text).decode()


CONLL_WRITER = FileWriter(CONLL, write_conll)
