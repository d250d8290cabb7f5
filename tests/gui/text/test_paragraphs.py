"""The article in paragraphs: none of its offsets is lost, and segments say how each is set."""

from hypothesis import given

from annotator.domain.article import Article, Direction, Segment, SegmentKind
from annotator.gui.offsets import qt_length
from annotator.gui.text.masthead import source_line, title_above
from annotator.gui.text.paragraphs import Paragraphs, shown
from tests.domain.generated import TEXTS


def article(
    text: str, *segments: tuple[SegmentKind, int, int], direction: Direction | None = None
) -> Article:
    return Article(
        id="a",
        text=text,
        direction=direction,
        segments=tuple(Segment(kind=kind, start=start, end=end) for kind, start, end in segments),
    )


@given(TEXTS)
def test_every_offset_is_in_or_at_the_end_of_its_paragraph(text: str) -> None:
    every = Paragraphs(article(text))
    for offset in range(len(text) + 1):
        paragraph = every[every.index_at(offset)]
        assert paragraph.start <= offset <= paragraph.end
    assert (every[0].start, every[-1].end) == (0, len(text))


@given(TEXTS)
def test_what_qt_gets_is_as_long_as_the_text(text: str) -> None:
    assert (len(shown(text)), qt_length(shown(text))) == (len(text), qt_length(text))


def test_an_empty_text_is_one_blank_paragraph() -> None:
    (only,) = Paragraphs(article(""))
    assert only.is_blank


def test_a_segment_that_covers_a_paragraph_says_its_kind() -> None:
    every = Paragraphs(article("Head\n\nBody", (SegmentKind.TITLE, 0, 4), (SegmentKind.PARAGRAPH, 6, 10)))
    assert [p.kind for p in every if not p.is_blank] == [SegmentKind.TITLE, SegmentKind.PARAGRAPH]


def test_a_dateline_at_the_head_of_a_paragraph_is_a_part_of_it() -> None:
    (only,) = Paragraphs(article("Varon (AP) – On Monday", (SegmentKind.DATELINE, 0, 10)))
    assert only.kind is SegmentKind.PARAGRAPH
    assert [(part.start, part.end) for part in only.parts] == [(0, 10)]


def test_a_segment_of_several_lines_says_the_kind_of_each() -> None:
    every = Paragraphs(article("One\nTwo\n\nThree", (SegmentKind.CAPTION, 0, 7)))
    assert [p.kind for p in every if not p.is_blank] == [
        SegmentKind.CAPTION,
        SegmentKind.CAPTION,
        SegmentKind.PARAGRAPH,
    ]


def test_without_a_direction_each_paragraph_runs_as_its_first_letter_does() -> None:
    every = Paragraphs(article("12 مرحبا\nhello مرحبا"))
    assert [p.is_rtl for p in every] == [True, False]


def test_the_direction_of_the_article_holds_for_all_its_paragraphs() -> None:
    every = Paragraphs(article("مرحبا\nhello", direction=Direction.RTL))
    assert [p.is_rtl for p in every] == [True, True]


def test_a_span_touches_the_paragraphs_it_reaches_into_and_no_other() -> None:
    every = Paragraphs(article("ab\ncd\nef"))
    assert list(every.between(1, 2)) == [0]
    assert list(every.between(1, 4)) == [0, 1]
    assert list(every.between(3, 8)) == [1, 2]


def test_the_title_stands_above_only_if_the_text_does_not_say_it() -> None:
    text = Article(id="a", text="Head", title="Head", segments=(Segment(kind="title", start=0, end=4),))
    assert title_above(text) == ""
    assert title_above(Article(id="a", text="Body", title=" The \n head ")) == "The head"


def test_the_source_line_holds_what_is_known() -> None:
    line = source_line(Article(id="a", text="", source="AFP", author=" ", published="2020-10-21"))
    assert "AFP" in line
    assert "2020-10-21" in line
    assert source_line(Article(id="a", text="")) == ""
