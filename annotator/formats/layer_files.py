"""Which files annotations in layers are written to: a folder for each article, a file for each annotator."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from annotator.domain.annotation import GOLD
from annotator.domain.loss import Loss
from annotator.domain.records import StoredAnnotation, StoredArticle
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import Offsets
from annotator.formats.article_tokens import ArticleTokens, sentences_of
from annotator.formats.layer_articles import ANNOTATIONS, CURATION, CURATOR, NOBODY_YET
from annotator.formats.layer_writing import LayersOf, progress_features
from annotator.formats.layers import Layered
from annotator.formats.stored_json import JsonAnnotation, said_by
from annotator.formats.written import Said

_UNSAFE = re.compile(r"[^\w.@+ -]")
_LONGEST_NAME = 80
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d|typesystem)(?:\..*)?")


@dataclass(frozen=True, slots=True)
class LayerFile:
    """What goes into one file; tokens by sentence. `name` has no suffix yet."""

    name: str
    article: StoredArticle
    layered: Layered
    lines: Sequence[Sequence[Offsets]]
    losses: Sequence[Loss]


def layer_files(said: Iterable[Said], scheme: Scheme) -> Iterator[LayerFile]:
    """A file for each annotation, and one for each article that nobody has annotated."""
    folders: set[str] = set()
    for article_id, group in groupby(said, key=lambda one: one[0].id):
        folder = _free(article_id, folders)
        lines: Sequence[Sequence[Offsets]] | None = None
        names: set[str] = set()
        for article, stored in group:
            lines = _lines(sentences_of(article)) if lines is None else lines
            yield _file(folder, names, article, stored, lines, scheme)


def _file(
    folder: str,
    names: set[str],
    article: StoredArticle,
    stored: StoredAnnotation | None,
    lines: Sequence[Sequence[Offsets]],
    scheme: Scheme,
) -> LayerFile:
    if stored is None:
        layered = Layered(article.text)
        return LayerFile(f"{ANNOTATIONS}/{folder}/{NOBODY_YET}", article, layered, lines, ())
    said = said_by(stored)
    top, name, is_gold = _place(said, names)
    progress = progress_features(
        said, annotator=GOLD.name if is_gold else name, kind=GOLD.kind if is_gold else "human"
    )
    home = (lines[0][0][0], lines[0][-1][1]) if lines else (0, len(article.text))
    layers = LayersOf(article.text, said, scheme, home, progress)
    layered = layers.layered()
    return LayerFile(f"{top}/{folder}/{name}", article, layered, lines, tuple(layers.losses))


def _place(said: JsonAnnotation, names: set[str]) -> tuple[str, str, bool]:
    """The folder and name of an annotator's file, and whether that is where gold stands."""
    annotator = said["annotator"]
    if (annotator["name"], annotator["kind"]) == (GOLD.name, GOLD.kind):
        return CURATION, CURATOR, True
    return ANNOTATIONS, _free(annotator["name"], names), False


def _free(name: str, taken: set[str]) -> str:
    """The name as one that files can have everywhere, and that none of the taken has."""
    safe = _UNSAFE.sub("_", name).strip(" .")[:_LONGEST_NAME].rstrip(" .")
    is_other = safe != name or _RESERVED.fullmatch(safe) or safe in (CURATOR, NOBODY_YET)
    # Some disks take capitals and small letters for the same.
    if is_other or safe.casefold() in taken:
        safe = f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    taken.add(safe.casefold())
    return safe


def _lines(found: ArticleTokens) -> Sequence[Sequence[Offsets]]:
    """The tokens of each sentence; sentences without any are left out."""
    tokens = found.tokens
    edges = (0, *(bisect_left(tokens, (start,)) for start in found.sentence_starts), len(tokens))
    return [tokens[first:until] for first, until in pairwise(edges) if first < until]
