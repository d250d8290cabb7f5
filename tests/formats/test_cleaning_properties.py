"""What must hold for any text: nothing is lost untold, and every offset leads back."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.article import Article, SegmentKind
from annotator.formats.cleaning import ALL_RULES, clean
from annotator.formats.cleaning_edits import Edit, apply, followed_by
from annotator.formats.reading import ReadOptions
from annotator.formats.segments import segments
from tests.formats.reading_aids import read_all
from tests.formats.test_cleaning import DEBRIS, KEPT

_WORDS = st.sampled_from(
    [
        *(
            "minister",
            "said",
            "“peace”",
            "Baku’s",
            "cookies",
            "share",
            "[he]",
            "[ad_1]",
            "naïve",
            "cafe\u0301",
        ),
        *(
            "😀",
            "👨‍👩‍👧",
            "𝔘𝔫𝔦",
            "سلام",
            "שלום",
            "Ελλάδα",
            "和平",
            "10\u00a0%",
            "a\u200bb",
            "\u200fعربي\u200e",
        ),
        *(
            "cafÃ©",
            "â€œnoâ€\x9d",
            "Ð¼Ð¸Ñ€",
            "Ã\u00a0",
            "\x07",
            "\x00",
            "\ufeff",
            "ﬁ",
            "«\u00a0oui\u00a0»",
            ".",
        ),
    ]
)
_LINES = st.one_of(
    st.lists(_WORDS, max_size=12).map(" ".join),
    st.sampled_from([line for lines in DEBRIS.values() for line in lines]),
    st.sampled_from(KEPT),
    st.sampled_from(
        ["", "", "  ", "\u00a0", "– Why? –", "Yerevan (AFP)", "PARIS, Oct. 12 (Reuters) — It rained."]
    ),
    st.text(max_size=30),
)
_ENDS = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\u2029", " \n", "\x0b", "\x85", "\n\n\n\n"]
)


@st.composite
def messy_texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(_LINES, _ENDS), max_size=14))
    return "".join(line + end for line, end in pieces) + draw(_LINES)


_RULES = st.one_of(st.just(ALL_RULES), st.frozensets(st.sampled_from(sorted(ALL_RULES))))


@given(messy_texts(), _RULES)
@settings(max_examples=400, deadline=None)
def test_the_edits_make_the_text_from_the_original(text: str, rules: frozenset[str]) -> None:
    cleaned = clean(text, rules)
    assert apply(text, cleaned.edits) == cleaned.text
    assert all(edit.start < edit.end for edit in cleaned.edits)
    assert all(a.end <= b.start for a, b in pairwise(cleaned.edits))
    assert not set(cleaned.text) & set("\r\x00\x07\x0b\x0c\x85\u2028\u2029")


@given(st.lists(st.sampled_from(KEPT), min_size=1, max_size=8), st.data())
@settings(max_examples=200, deadline=None)
def test_no_line_of_the_article_goes_whatever_debris_is_around_it(
    kept: list[str], data: st.DataObject
) -> None:
    debris = st.sampled_from([line for lines in DEBRIS.values() for line in lines])
    lines: list[str] = []
    for line in kept:
        lines += data.draw(st.lists(debris, max_size=3))
        lines.append(line)
    cleaned = clean(data.draw(st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"])).join(lines))
    assert [line for line in cleaned.text.split("\n") if line] == kept


@given(messy_texts(), st.one_of(st.none(), _LINES))
@settings(max_examples=300, deadline=None)
def test_segments_are_in_order_in_range_and_never_empty(text: str, title: str | None) -> None:
    cleaned = clean(text).text
    reached = 0
    for kind, start, end in segments(cleaned, title):
        assert isinstance(kind, SegmentKind)
        assert reached <= start < end <= len(cleaned)
        assert cleaned[start:end] == cleaned[start:end].strip()
        assert not cleaned[reached:start].strip() or kind is SegmentKind.PARAGRAPH
        reached = end


@st.composite
def two_rounds_of_edits(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text = draw(st.text("abcdefgh", max_size=24))

    def edits(of: str, *, rewrite: bool) -> list[Edit]:
        offsets = sorted(draw(st.lists(st.integers(0, len(of)), max_size=10)))
        spans = [(a, b) for a, b in zip(offsets[::2], offsets[1::2], strict=False) if a < b]
        with_ = st.text("XYZ", max_size=3) if rewrite else st.just("")
        return [Edit(start, end, draw(with_), "rule") for start, end in spans]

    first = edits(text, rewrite=True)
    return text, first, edits(apply(text, first), rewrite=False)


@given(two_rounds_of_edits())
@settings(max_examples=500, deadline=None)
def test_edits_after_edits_are_edits_of_the_original(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, cuts = case
    both = followed_by(first, cuts)
    assert apply(text, both) == apply(apply(text, first), cuts)
    assert all(edit.start < edit.end for edit in both)
    assert all(a.end <= b.start for a, b in pairwise(both))


_ENCODINGS: Sequence[tuple[str, bytes]] = (
    ("utf-8", b""),
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("utf-32-le", b"\xff\xfe\x00\x00"),
)


@given(messy_texts(), st.sampled_from(_ENCODINGS))
@settings(max_examples=200, deadline=None)
def test_an_imported_file_leads_back_to_itself(text: str, encoding: tuple[str, bytes]) -> None:
    original = f"Something at least.\n{text}"
    data = encoding[1] + original.encode(encoding[0])
    with TemporaryDirectory() as folder:
        path = Path(folder, "article.txt")
        path.write_bytes(data)
        options = ReadOptions(format="text", encoding=None if encoding[1] else "utf-8")
        articles, refused = read_all(path, options=options)
    assert not refused
    leads_back(articles[0], original, data)


def leads_back(article: Article, original: str, data: bytes) -> None:
    origin = article.origin
    assert origin is not None
    assert origin.sha256 == hashlib.sha256(data).hexdigest()
    assert origin.rebuild(original) == article.text
    replaced = {i for r in origin.replaced or () for i in range(r.start, r.end)}
    last = -1
    for offset, character in enumerate(article.text):
        back = origin.original_offset(offset)
        assert back >= last
        assert back in replaced or original[back] == character
        last = back
    assert article.id == f"a-{article.text_sha256[:16]}"
