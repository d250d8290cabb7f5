"""Reading web pages: the article without the page around it, and what the page says of it."""

import codecs
import hashlib
import re
from collections.abc import Iterator

from annotator.domain.bad_input import BadInput
from annotator.formats.encoding import NotText, decode
from annotator.formats.new_article import RawArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.sources import Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_HEAD = 4096
# What pages that name these are really in, as browsers read them.
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def read_html(source: Source, options: ReadOptions) -> Iterator[RawArticle | BadInput]:
    """The article of the page; raises NotText if the bytes are no text."""
    # Loaded for pages only: it brings lxml and much else.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    data = source.whole()
    page = _decoded(data, options.encoding)
    # Dates are read from what the page declares, not guessed from its text.
    dates = {"original_date": True, "extensive_search": False}
    found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if not isinstance(found, Document) or not found.text:
        yield BadInput(file=source.file, where="", reason="No article was found on the page.")
        return
    language = _LANGUAGE.search(page[:_HEAD])
    fields = {
        "title": found.title,
        "author": found.author,
        "published": found.date,
        "source": found.sitename,
        "url": found.url,
        "language": language[1].lower() if language else None,
    }
    yield RawArticle(
        file=source.file,
        where="",
        # A line for each block of the page: set apart as paragraphs are.
        text="\n\n".join(found.text.splitlines()),
        fields={name: value for name, value in fields.items() if value},
        sha256=hashlib.sha256(data).hexdigest(),
        marked_up=True,
    )


def _decoded(data: bytes, said: str | None) -> str:
    declared = None if said or _is_utf8(data) else _declared(data[:_HEAD])
    if declared:
        try:
            return decode(data, declared)
        except NotText:
            pass
    return decode(data, said)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _declared(head: bytes) -> str | None:
    charset = _CHARSET.search(head)
    if charset is None:
        return None
    try:
        name = codecs.lookup(charset[1].decode()).name
    except LookupError:
        return None
    return _AS_BROWSERS_DO.get(name, name)
