"""Reading what a test wrote: articles and refusals apart."""

from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.bad_input import BadInput
from annotator.domain.records import AnnotatedArticle
from annotator.formats.reading import ReadOptions, read

NO_CLEANING = ReadOptions(cleaning=frozenset())


def read_all(
    *paths: Path, options: ReadOptions | None = None
) -> tuple[list[Article], list[tuple[str, str, str]]]:
    """The articles, and of each refusal its file, place and reason."""
    found = list(read(paths, options))
    articles = [one.article for one in found if isinstance(one, AnnotatedArticle)]
    refused = [(one.file, one.where, one.reason) for one in found if isinstance(one, BadInput)]
    return articles, refused


def read_one(path: Path, options: ReadOptions | None = None) -> Article:
    articles, refused = read_all(path, options=options)
    assert not refused
    (article,) = articles
    return article


def quotes(article: Article, kind: str) -> list[str]:
    """What the segments of that kind hold."""
    return [article.text[s.start : s.end] for s in article.segments if s.kind.value == kind]
