"""Directed sentiment: brackets go, mentions stay where they stood, and a number says who feels what."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Ref
from annotator.domain.article import Article
from tests.formats.tools.aids import Found, found_in, quotes

MEANINGS = {
    0: ("Varon", "neutral", "Dara"),
    1: ("Varon", "positive", "Dara"),
    2: ("Dara", "positive", "Varon"),
    3: ("Varon", "negative", "Dara"),
    4: ("Dara", "negative", "Varon"),
}


def found(folder: Path, *rows: str) -> Found:
    return found_in(folder / "some.txt", "\n".join(rows) + "\n")


def name(ref: Ref | None) -> str | None:
    return None if ref is None else ref.name


def sayings(one: Found) -> list[tuple[str | None, str | None, str | None]]:
    return [(name(j.holder), j.label, name(j.target)) for j in one.annotation.judgements.values()]


@pytest.mark.parametrize("code", MEANINGS)
def test_a_number_says_who_feels_what_toward_whom(tmp_path: Path, code: int) -> None:
    one = found(tmp_path, f"😀 [Varon] sued [Dara]s over the dam.\tVaron\tDara\t{code}")
    assert one.notes == ["It was read as directed-sentiment."]
    assert one.one.article.text == "😀 Varon sued Daras over the dam."
    assert quotes(one.one.article, one.annotation) == [("Varon", "ENTITY"), ("Dara", "ENTITY")]
    assert sayings(one) == [MEANINGS[code]]


def test_rows_of_one_sentence_come_together_however_far_apart(tmp_path: Path) -> None:
    two = found(
        tmp_path,
        "[Varon] sued [Dara] and Norn.\tVaron\tDara\t3",
        "[It] rained on [them].\tIt\tthem\t0",
        "[Varon] sued Dara and [Norn].\tVaron\tNorn\t0",
        "[Varon] sued [Dara] and Norn.\tVaron\tDara\t3",
    )
    sued = two.articles[0]
    assert sued.article.text == "Varon sued Dara and Norn."
    assert [q for q, _ in quotes(sued.article, sued.records[0].annotation)] == ["Varon", "Dara", "Norn"]
    assert [j.label for j in sued.records[0].annotation.judgements.values()] == ["negative", "neutral"]
    assert [(loss.what, loss.why) for loss in two.losses] == [("row 4", "an earlier one says the same")]


def test_quotation_marks_of_the_table_go_and_those_of_the_sentence_stay(tmp_path: Path) -> None:
    one = found(
        tmp_path,
        '"[Varon] said ""no"" to [Dara]."\tVaron\tDara\t3',
        "[It] said “no” to [them].\tIt\tthem\t0",
    )
    assert [a.article.text for a in one.articles] == ['Varon said "no" to Dara.', "It said “no” to them."]


def test_the_same_name_twice_and_other_brackets_are_told_apart(tmp_path: Path) -> None:
    one = found(tmp_path, "He [sic] said [Trump] likes [Trump].\tTrump\tTrump\t1")
    assert one.one.article.text == "He [sic] said Trump likes Trump."
    assert [(m.start, m.end) for m in one.annotation.ordered_mentions] == [(14, 19), (26, 31)]


def test_a_first_row_of_names_is_passed_over(tmp_path: Path) -> None:
    one = found(tmp_path, "Sent\tEnt1\tEnt2\tLabel", "[Varon] sued [Dara].\tVaron\tDara\t4.0")
    assert sayings(one) == [("Dara", "negative", "Varon")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("[Varon] sued [Dara].\tVaron\tNorn\t1", "“[Varon]” and then “[Norn]” do not stand in the sentence."),
        ("[Varon] sued [Dara].\tDara\tVaron\t1", "“[Dara]” and then “[Varon]” do not stand in the sentence."),
        ("[Varon] sued [Dara].\tVaron\tDara\t7", "Its last cell is “7” and not a number from 0 to 4."),
        (
            "[Varon] sued [Dara].\tVaron\tDara",
            "It has 3 cells; a row is a sentence, two entities and a number.",
        ),
        ("[] sued [Dara].\t\tDara\t1", "One of its entities has no name."),
    ],
)
def test_what_is_no_row_is_refused_and_the_others_load(tmp_path: Path, row: str, reason: str) -> None:
    one = found(tmp_path, "[It] rained on [them].\tIt\tthem\t0", row)
    assert [(refused.where, refused.reason) for refused in one.refused] == [("row 2", reason)]
    assert len(one.articles) == 1


def test_a_text_with_brackets_is_an_article_all_the_same(tmp_path: Path) -> None:
    one = found(tmp_path, "The [Varon] dam burst.", "The ministry [of Dara] was silent on Monday.")
    assert one.notes == []
    assert isinstance(one.one.article, Article)


_PIECES = st.text("ab 😀é.“", max_size=6)
_NAMES = st.sampled_from(["Varon", "Dara", "the U.S.", "النهر", "’", "😀"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.tuples(_PIECES, _PIECES, _PIECES),
    first=_NAMES,
    second=_NAMES,
    code=st.sampled_from(sorted(MEANINGS)),
)
def test_mentions_stand_where_their_brackets_stood(
    tmp_path: Path, parts: tuple[str, str, str], first: str, second: str, code: int
) -> None:
    before, between, after = parts
    one = found(tmp_path, f"{before}[{first}]{between}[{second}]{after}\t{first}\t{second}\t{code}")
    assert one.one.article.text == f"{before}{first}{between}{second}{after}"
    assert [m.quote(one.one.article.text) for m in one.annotation.mentions.values()] == [first, second]
    assert [m.start for m in one.annotation.mentions.values()] == [
        len(before),
        len(before) + len(first) + len(between),
    ]
