"""Reading plain text: one file, one article."""

import hashlib
from collections.abc import Iterator

from annotator.formats.encoding import decode
from annotator.formats.new_article import RawArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.sources import Source


def read_plain_text(source: Source, options: ReadOptions) -> Iterator[RawArticle]:
    """The article that the file is; raises NotText if it is none."""
    data = source.whole()
    yield RawArticle(
        file=source.file,
        where="",
        text=decode(data, options.encoding),
        sha256=hashlib.sha256(data).hexdigest(),
    )
