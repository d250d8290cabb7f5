"""How a file counts its offsets is found out by what it quotes, and never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.tokens import Offsets
from annotator.formats.counting import (
    CODE_POINTS,
    UTF16,
    Counted,
    Counting,
    LineEnd,
    Unit,
    converter,
    find_counting,
)

TEXT = "👩‍👩‍👧 Café “Varon” in Baku,\nsaid Mira Toll 😀 at noon.\nMira Toll left."


@dataclass(frozen=True)
class Said:
    pieces: tuple[Offsets, ...]
    quote: str | None = None


def counted(text: str, offset: int, counting: Counting) -> int:
    """What code point `offset` is in another counting, by the plainest road."""
    before = text[:offset]
    if counting.line_end is LineEnd.ONE:
        before = before.replace("\r\n", "\n")
    if counting.line_end is LineEnd.TWO:
        before = regex.sub("(?<!\r)\n", "\r\n", before)
    match counting.unit:
        case Unit.UTF16:
            return len(before.encode("utf-16-le")) // 2
        case Unit.BYTES:
            return len(before.encode())
        case Unit.GRAPHEMES:
            return len(regex.findall(r"\X", before))
        case Unit.CODE_POINTS:
            return len(before)


def said(text: str, quotes: Sequence[str], counting: Counting, *, quoted: bool = True) -> list[Said]:
    """Each quote where it first stands in the text, as such a file counts."""
    found = []
    for quote in quotes:
        start = text.index(quote)
        first, last = (counted(text, offset, counting) for offset in (start, start + len(quote)))
        found.append(Said(((first, last - counting.is_inclusive),), quote if quoted else None))
    return found


def found(text: str, claims: Sequence[Said], usual: Counting = CODE_POINTS) -> Counted:
    answer = find_counting(text, claims, usual)
    assert isinstance(answer, Counted)
    return answer


@pytest.mark.parametrize(
    "counting",
    [
        UTF16,
        Counting(Unit.BYTES),
        Counting(Unit.GRAPHEMES),
        Counting(line_end=LineEnd.TWO),
        Counting(Unit.UTF16, LineEnd.TWO),
        Counting(is_inclusive=True),
        Counting(Unit.UTF16, is_inclusive=True),
    ],
    ids=str,
)
def test_a_file_that_counts_otherwise_is_found_out_by_its_quotes_and_converted(counting: Counting) -> None:
    claims = said(TEXT, ["Varon", "Mira Toll", "noon"], counting)
    answer = found(TEXT, claims)
    assert [TEXT[slice(*answer.converter(*claim.pieces[0]) or ())] for claim in claims] == [
        claim.quote for claim in claims
    ]
    assert answer.because == "then every quote is what stands there"


def test_cr_and_lf_that_were_counted_as_one_are_found_out() -> None:
    text = TEXT.replace("\n", "\r\n")
    counting = Counting(line_end=LineEnd.ONE)
    answer = found(text, said(text, ["Mira Toll", "noon", "left"], counting))
    assert answer.counting == counting


def test_the_usual_counting_is_taken_where_it_fits_and_nothing_is_said() -> None:
    answer = found(TEXT, said(TEXT, ["Varon", "noon"], UTF16), UTF16)
    assert (answer.counting, answer.because) == (UTF16, "")


def test_a_counting_known_from_the_same_file_is_preferred_where_several_fit() -> None:
    text = "é\nBaku"
    claims = [Said(((3, 7),), "Baku")]
    assert found(text, claims).counting.unit is Unit.BYTES
    known = find_counting(text, claims, CODE_POINTS, [Counting(line_end=LineEnd.TWO)])
    assert isinstance(known, Counted)
    assert known.counting.line_end is LineEnd.TWO


def test_a_quote_that_stands_nowhere_near_refuses_the_record_with_both_quotes() -> None:
    answer = find_counting(TEXT, [Said(((13, 18),), "Warsaw")], CODE_POINTS)
    assert (
        answer
        == f"“Warsaw” is said to stand at 13-18, where the text has “{TEXT[13:18]}”, however one counts."
    )


def test_a_span_outside_of_the_text_refuses_the_record() -> None:
    answer = find_counting("Baku", [Said(((2, 40),))], CODE_POINTS)
    assert answer == "There is nothing at 2-40 of a text of 4 characters, however one counts."


def test_half_a_character_is_never_rounded() -> None:
    assert converter("😀", UTF16)(0, 1) is None
    assert converter("é", Counting(Unit.BYTES))(1, 2) is None
    assert isinstance(find_counting("😀", [Said(((0, 0),))], UTF16), str)


def test_quotes_may_differ_in_white_space_and_that_is_said() -> None:
    text = "Mira  Toll\nleft."
    answer = found(text, [Said(((0, 10),), "Mira Toll")])
    assert answer.counting == CODE_POINTS
    assert "white space" in answer.because


def test_without_quotes_another_counting_is_believed_where_the_usual_one_cuts_words() -> None:
    answer = found(TEXT, said(TEXT, ["Varon", "Mira Toll", "noon"], UTF16, quoted=False))
    assert answer.counting == UTF16
    assert answer.because == "then they begin and end where words do"


def test_without_quotes_the_usual_counting_stands_where_words_are_cut_either_way() -> None:
    claims = [Said(((13, 16),)), Said(((25, 27),))]
    assert found(TEXT, claims).counting == CODE_POINTS


def test_without_quotes_white_space_at_an_edge_speaks_for_no_other_counting() -> None:
    text = "שלום Mira Toll\u00a0Mira Toll"
    claim = Said(((text.index("\u00a0"), len(text)),), None)
    assert found(text, [claim]).counting == CODE_POINTS


def test_without_quotes_a_single_cut_word_is_not_enough_to_count_bytes() -> None:
    text = "été Mira Toll ici, Varon là"
    bytes_of = said(text, ["Mira", "Toll", "Varon"], Counting(Unit.BYTES), quoted=False)
    assert found(text, bytes_of[:1]).counting == CODE_POINTS
    assert found(text, bytes_of).counting == Counting(Unit.BYTES)


def test_pieces_of_a_discontinuous_span_are_quoted_with_a_space_between() -> None:
    text = "North and South Varon"
    answer = found(text, [Said(((0, 5), (16, 21)), "North Varon")])
    assert answer.counting == CODE_POINTS


_CHARACTERS = st.text(st.sampled_from("ab é\nñ😀𝔘’"), min_size=1, max_size=40)


@given(
    _CHARACTERS, st.sampled_from([CODE_POINTS, UTF16, Counting(Unit.BYTES), Counting(line_end=LineEnd.TWO)])
)
def test_every_offset_comes_back_from_every_counting(text: str, counting: Counting) -> None:
    convert = converter(text, counting)
    for end in range(1, len(text) + 1):
        assert convert(0, counted(text, end, counting)) == (0, end)


@given(_CHARACTERS, st.data(), st.sampled_from([UTF16, Counting(Unit.BYTES), Counting(is_inclusive=True)]))
def test_whatever_is_found_every_quote_is_its_slice(
    text: str, data: st.DataObject, counting: Counting
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claims = [
        Said(
            ((counted(text, start, counting), counted(text, end, counting) - counting.is_inclusive),),
            text[start:end],
        )
    ]
    answer = found(text, claims)
    offsets = answer.converter(*claims[0].pieces[0])
    assert offsets is not None
    assert text[slice(*offsets)].split() == text[start:end].split()
