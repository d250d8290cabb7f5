"""Where sentences begin and end."""

import pytest
from hypothesis import given

from annotator.domain.sentences import sentence_at, sentences
from tests.domain.generated import TEXTS


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("“He left.” She stayed.", ["“He left.”", "She stayed."]),
        ("Why? Because! Well… No.", ["Why?", "Because!", "Well…", "No."]),
        ("Mr. Toll met Dr. A. B. Sand. He left.", ["Mr. Toll met Dr. A. B. Sand.", "He left."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("It cost 3.5 million. Then 4.", ["It cost 3.5 million.", "Then 4."]),
        ("On Oct. 21 it rained. In Nov. it snowed.", ["On Oct. 21 it rained.", "In Nov. it snowed."]),
        ("No stop\nNew line. Next", ["No stop", "New line.", "Next"]),
        ("Title\n\n  Text here.  \n", ["Title", "Text here."]),
        ("He asked (why?) and left.", ["He asked (why?) and left."]),
        ("انتهت الحرب. هل بدأ السلام؟ نعم.", ["انتهت الحرب.", "هل بدأ السلام؟", "نعم."]),
        ("战争结束了。和平来了！", ["战争结束了。", "和平来了！"]),
        ("“战争结束了。”他说。", ["“战争结束了。”", "他说。"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@given(TEXTS)
def test_sentences_cover_all_words_in_order_and_never_cross_a_line(text: str) -> None:
    reached = 0
    for start, end in sentences(text):
        assert reached <= start < end
        assert not text[reached:start].strip()
        assert "\n" not in text[start:end]
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert not text[reached:].strip()


def test_the_sentence_at_an_offset_is_the_one_around_it_or_before_it() -> None:
    text = "  He left. She stayed."
    assert sentence_at(text, 4) == (2, 10)
    assert sentence_at(text, 10) == (2, 10)
    assert sentence_at(text, 11) == (11, 22)
    assert sentence_at(text, 22) == (11, 22)


def test_before_the_first_sentence_it_is_the_first_and_in_an_empty_text_none() -> None:
    assert sentence_at("  He left.", 0) == (2, 10)
    assert sentence_at(" \n ", 1) is None
