"""A span is quoted with as much around it as there is room for, and always recognisable itself."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.panels.quoted_span import in_quotes, quoted_span, shortened

_WORDS = st.lists(st.text("abcdefg", min_size=1, max_size=9), max_size=60).map(" ".join)


def test_a_short_context_is_quoted_whole() -> None:
    assert quoted_span("He met ", "Mira\nToll", " in  Varon.", 80) == ("He met ", "Mira Toll", " in Varon.")


def test_long_text_around_is_cut_between_words() -> None:
    before, marked, after = quoted_span("one two three four five six ", "MARKED", " seven eight nine ten", 36)
    assert before == "…four five six "
    assert marked == "MARKED"
    assert after == " seven eight…"


def test_what_one_side_does_not_need_is_given_to_the_other() -> None:
    before, _, after = quoted_span("", "MARKED", " " + "word " * 20, 60)
    assert before == ""
    assert len(after) > 40


def test_a_long_span_shows_where_it_begins_and_ends() -> None:
    span = "first " + "middle " * 40 + "last"
    _, marked, _ = quoted_span("a ", span, " b", 80)
    assert marked.startswith("first middle")
    assert "…" in marked
    assert marked.endswith("middle last")


def test_a_span_within_a_word_stays_within_it() -> None:
    assert quoted_span("anti", "Varon", "ian", 40) == ("anti", "Varon", "ian")


def test_text_without_spaces_is_cut_all_the_same() -> None:
    before, _, after = quoted_span("x" * 500, "M", "y" * 500, 50)
    assert len(before) < 40
    assert len(after) < 40


@given(_WORDS, st.text("ABC ", min_size=1, max_size=200), _WORDS, st.integers(1, 120))
def test_a_quote_is_made_of_the_text_and_of_about_the_length_asked_for(
    before: str, marked: str, after: str, room: int
) -> None:
    quote = quoted_span(before, marked, after, room)
    assert before.endswith(quote.before.removeprefix("…")) or quote.before == ""
    assert after.startswith(quote.after.removesuffix("…")) or quote.after == ""
    assert len("".join(quote)) <= max(room, 24) + 30
    if len(before) + len(marked) + len(after) <= room:
        assert "…" not in "".join(quote)


def test_text_is_shortened_at_a_word() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened(" one\n two ", 9) == "one two"


def test_quotation_marks_are_not_doubled() -> None:
    assert in_quotes("said so") == "“said so”"
    assert in_quotes("«قال»") == "«قال»"
    assert in_quotes("“We will wait,” said Toll") == "“We will wait,” said Toll”"
