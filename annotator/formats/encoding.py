"""Which encoding bytes are in, found or said, and the text they hold."""

import codecs
from collections.abc import Iterable
from functools import lru_cache

from annotator.domain.refused import Refused
from annotator.formats.language import language_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose little-endian mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = (
    (b"%PDF-", "a PDF; save it as plain text or HTML first"),
    (b"PK\x03\x04", "a packed document; save it as plain text or HTML first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as plain text or HTML first"),
    (b"{\\rtf", "a rich text document; save it as plain text or HTML first"),
    (b"\x1f\x8b", "gzip; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
)
_LEGACY = [
    *("cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "iso8859_6", "cp1257", "gb18030", "big5", "cp932", "euc_jp", "cp949"),
]
_CENTRAL_EUROPEAN = frozenset(("cp1250", "iso8859_2", "cp1257"))
_WESTERN = frozenset(
    (
        "en",
        "fr",
        "de",
        "es",
        "it",
        "pt",
        "nl",
        "sv",
        "da",
        "no",
        "nb",
        "nn",
        "fi",
        "is",
        "ga",
        "ca",
        "gl",
        "eu",
    )
)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\x0b\f\r\x1b"))
_FIRST_OF_PAIRS = "\u2000"
_SAMPLE = 1 << 18
_SAMPLE_OF_PAIRS = 1 << 14


class NotText(Exception):  # noqa: N818 - an answer about one file, not an error of the program
    """Says in one sentence why the bytes cannot be read as text."""


def check_encoding(name: str) -> None:
    """Refuses a name that is no text encoding."""
    try:
        known = codecs.lookup(name)
        "".encode(known.name)
    except LookupError:
        raise Refused(f"There is no encoding called “{name}”.") from None


def is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig", "ascii")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text without its byte-order mark; raises NotText if there is none."""
    encoding = encoding or find_encoding(data[:_SAMPLE], [data])
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(f"It is not valid {error.encoding}: byte {error.start + 1} cannot be read.") from None
    return text.removeprefix("\ufeff")


@lru_cache(maxsize=2)
def peek(head: bytes) -> str:
    """The beginning of a file as far as its ASCII goes, whatever it is in: to see tags and brackets."""
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None) or _wide_encoding(head)
    return head.decode(encoding or "latin-1", errors="ignore").removeprefix("\ufeff")


def find_encoding(head: bytes, chunks: Iterable[bytes]) -> str:
    """The encoding of a file from its first bytes and, where they leave it open, all of its chunks."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for magic, what in _NOT_TEXT:
        if head.startswith(magic):
            raise NotText(f"It is not text: it is {what}.")
    wide = _wide_encoding(head)
    if wide:
        return wide
    if _is_full_of_controls(head):
        raise NotText("It is not text: it is full of control characters.")
    odd = _first_chunk_not_utf8(chunks)
    return "utf-8" if odd is None else _legacy_encoding(odd)


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark: spaces, line ends and Latin letters leave zeros on one side of each pair."""
    head = head[: min(len(head), _SAMPLE_OF_PAIRS) // 2 * 2]
    high_first, low_first = head[0::2].count(0), head[1::2].count(0)
    if (high_first + low_first) * 40 < len(head) or not head:
        return None
    for encoding, zeros, others in (
        ("utf-16-be", high_first, low_first),
        ("utf-16-le", low_first, high_first),
    ):
        if zeros > 8 * others:
            try:
                # The sample may end inside a surrogate pair.
                text = codecs.getincrementaldecoder(encoding)().decode(head)
            except UnicodeDecodeError:
                continue
            if not (head.isascii() and _is_of_pairs(text)) and not _is_full_of_controls(
                text.encode("utf-8", "surrogatepass")
            ):
                return encoding
    return None


def _is_of_pairs(text: str) -> bool:
    """Whether most of it is what pairs of ASCII letters look like: signs and ideographs."""
    return sum(character >= _FIRST_OF_PAIRS for character in text) * 2 > len(text)


def _is_full_of_controls(utf8: bytes) -> bool:
    return len(utf8) - len(utf8.translate(None, _CONTROLS)) > len(utf8) // 64 + 4


def _first_chunk_not_utf8(chunks: Iterable[bytes]) -> bytes | None:
    """The chunk where the bytes stop being UTF-8; None if they never do, or only after they plainly were."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in chunks:
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            # Real UTF-8 before the fault: a file in UTF-8 with a broken record, which is refused by itself.
            return None if not error.object[: error.start].isascii() else chunk
        if not chunk.isascii():
            return None
    return None


def _legacy_encoding(sample: bytes) -> str:
    import charset_normalizer  # rarely needed, and its tables take time to load

    best = charset_normalizer.from_bytes(sample[:_SAMPLE], cp_isolation=_LEGACY).best()
    if best is None:
        raise NotText("Its encoding was not recognised; say which one it is.")
    # Short Western texts look just as good in the Central European page; what tells them apart is language.
    if best.encoding in _CENTRAL_EUROPEAN and language_of(str(best), guess=True) in _WESTERN:
        return "cp1252"
    return best.encoding
