import pytest

from annotator.domain.article import SegmentKind
from annotator.formats.segments import dateline, headline, segments

PROSE = "The council of the valley met on Monday and decided nothing, as it had done before."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(kind.value, text[start:end]) for kind, start, end in segments(text, title)]


def test_an_article_of_a_news_agency_falls_into_its_parts() -> None:
    text = (
        f"Valley council decides nothing\n\nTavresk (AFP)\n\n{PROSE}\n\n– ‘All or nothing’ –\n\n{PROSE}\n\n"
        f"FILE PHOTO: The council in session.\n\n{PROSE}\n\nWhat happens next\n\n{PROSE}\n\n* * *\n\nab/cd"
    )
    assert kinds(text) == [
        ("title", "Valley council decides nothing"),
        ("dateline", "Tavresk (AFP)"),
        ("paragraph", PROSE),
        ("subheading", "– ‘All or nothing’ –"),
        ("paragraph", PROSE),
        ("caption", "FILE PHOTO: The council in session."),
        ("paragraph", PROSE),
        # It follows a paragraph and precedes one.
        ("subheading", "What happens next"),
        ("paragraph", PROSE),
        ("other", "* * *"),
        ("other", "ab/cd"),
    ]


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("PARIS, Oct. 12 (Reuters)", " — "),
        ("PARIS, 12 octobre (Reuters)", " - "),
        ("Yerevan (AFP)", " - "),
        ("Yerevan (AFP)", " "),
        ("Berlin/Paris (dpa)", " - "),
        ("Madrid, 12 oct (EFE)", ".- "),
        ("KYIV, Ukraine (AP)", " — "),
        ("WASHINGTON", " — "),
        ("San Pedro de Atacama, Chile (AP)", " — "),
        ("القاهرة (رويترز)", " - "),
        ("باريس 12 أكتوبر (أ ف ب)", " - "),
    ],
)
def test_a_dateline_at_the_head_of_the_first_paragraph_is_set_apart(head: str, rest: str) -> None:
    text = f"Valley council decides nothing\n{head}{rest}{PROSE}\n{PROSE}"
    pieces = segments(text)
    assert kinds(text)[1:] == [("dateline", head), ("paragraph", PROSE), ("paragraph", PROSE)]
    assert dateline(text, pieces) == head


@pytest.mark.parametrize(
    "first",
    [
        f"World Health Organization (WHO) Director Jane Roe said so. {PROSE}",
        f"NATO, the alliance (which is old) said no. {PROSE}",
        f"On Monday (and on Tuesday) it rained. {PROSE}",
        f"The long-awaited talks - and there were many - failed. {PROSE}",
    ],
)
def test_a_paragraph_without_dateline_is_whole(first: str) -> None:
    assert kinds(f"{first}\n\n{PROSE}") == [("paragraph", first), ("paragraph", PROSE)]


def test_a_dateline_is_looked_for_at_the_beginning_only() -> None:
    text = f"{PROSE}\n\nYerevan (AFP) - {PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "first",
    ["Valley council decides nothing", "Who decides in the valley?", "# Valley decides", "‘No’ to the dam"],
)
def test_a_first_line_like_a_headline_is_the_title(first: str) -> None:
    text = f"{first}\n\n{PROSE}"
    pieces = segments(text)
    assert pieces[0].kind is SegmentKind.TITLE
    assert headline(text, pieces) == first.strip("# ")


@pytest.mark.parametrize("first", [PROSE, "It rained.", "He said:", "word " * 60, "Yerevan (AFP)"])
def test_a_first_line_unlike_a_headline_is_not(first: str) -> None:
    text = f"{first.strip()}\n\n{PROSE}"
    assert headline(text, segments(text)) is None


def test_a_text_of_one_line_has_no_title() -> None:
    assert kinds("Valley council decides nothing") == [("paragraph", "Valley council decides nothing")]


def test_the_title_of_a_record_is_found_in_its_text() -> None:
    text = f"Valley Council  decides nothing.\n\n{PROSE}"
    assert kinds(text, "Valley council decides nothing.")[0][0] == "title"


def test_a_record_with_another_title_has_none_in_its_text() -> None:
    text = f"A quiet day\n\n{PROSE}"
    assert kinds(text, "Valley council decides nothing") == [("other", "A quiet day"), ("paragraph", PROSE)]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The council of the valley met on Monday and decided nothing, as\n"
        "it had done before, so that nobody in the valley was surprised\n"
        "when the meeting ended early."
    )
    assert kinds(f"A quiet day\n\n{wrapped}\n\n{PROSE}") == [
        ("title", "A quiet day"),
        ("paragraph", wrapped),
        ("paragraph", PROSE),
    ]


def test_lines_that_were_not_wrapped_are_a_paragraph_each() -> None:
    text = f"A quiet day\n{PROSE}\nIt rained.\nMarked line\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "paragraph", "subheading", "paragraph"]


@pytest.mark.parametrize(
    "line", ["## Rain", "--- Rain ---", "**Rain**", "== Rain ==", "– Rain –", "- Rain -"]
)
def test_a_marked_line_is_a_subheading_wherever_it_stands(line: str) -> None:
    assert kinds(f"{PROSE}\n\n{line}\n\nAnother short line\n\n{PROSE}")[1] == ("subheading", line)


def test_items_of_a_list_are_paragraphs() -> None:
    text = f"{PROSE}\n\n- rain\n- snow\n\n1. wind\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 5


@pytest.mark.parametrize(
    "line",
    [
        "Photo: A man walks",
        "A man walks in Paris. © AFP",
        "A man walks (Photo by Jane Roe)",
        "صورة: رجل يمشي",
    ],
)
def test_captions_are_known_by_their_words_and_credits(line: str) -> None:
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}")[1] == ("caption", line)


def test_white_space_around_lines_belongs_to_no_segment() -> None:
    text = f"  A quiet day\n\n\t{PROSE} \n\n  "
    assert kinds(text) == [("title", "A quiet day"), ("paragraph", PROSE)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_nothing_has_no_segments(text: str) -> None:
    assert segments(text) == []
