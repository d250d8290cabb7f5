"""Every mention falls in exactly one class, and the F1 measures follow from the classes."""

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.alignment import Aligned, Match, align, f1_family
from annotator.agreement.batch_alignment import align_batch
from annotator.agreement.frame import Labels
from annotator.agreement.matches import tallies
from annotator.agreement.mention_columns import MentionCollector
from annotator.agreement.reading import ReadMention
from annotator.agreement.statistics import Numbers
from tests.agreement.oracles import nervaluate_f1
from tests.agreement.published import in_pieces, mentions


@st.composite
def a_mention(draw: st.DrawFn) -> ReadMention:
    start = draw(st.integers(0, 30))
    length = draw(st.integers(1, 8))
    label = draw(st.sampled_from(["PERSON", "ORG"]))
    if draw(st.booleans()) or length < 3:
        return ReadMention("m", start, start + length, label, None)
    return in_pieces(label, (start, start + 1), (start + length - 1, start + length))


A_READING = st.lists(a_mention(), max_size=8)


def tallied(a: Sequence[ReadMention], b: Sequence[ReadMention]) -> Numbers:
    """(1 + labels, matches): how many of each kind, in all and of each label that occurs."""
    labels = Labels(())
    collector = MentionCollector(2, labels)
    for annotator, marked in enumerate((a, b)):
        collector.take(0, annotator, marked)
    ours, theirs = collector.emptied()
    matches = align_batch(ours, theirs, np.ones(1, bool))
    counts: Numbers = tallies(matches, articles=1, labels=len(labels))[0]
    return counts


MIRRORED = {Match.ONLY_A: Match.ONLY_B, Match.ONLY_B: Match.ONLY_A}


@given(A_READING, A_READING)
def test_every_mention_of_both_is_in_exactly_one_class(a: list[ReadMention], b: list[ReadMention]) -> None:
    aligned = align(a, b)
    assert sorted(one.a for one in aligned if one.a is not None) == list(range(len(a)))
    assert sorted(one.b for one in aligned if one.b is not None) == list(range(len(b)))
    assert tallied(a, b)[0].sum() == len(aligned)


@given(A_READING, A_READING)
def test_a_class_says_what_is_the_same_and_what_is_not(a: list[ReadMention], b: list[ReadMention]) -> None:
    for match, i, j in align(a, b):
        if i is None or j is None:
            assert match is (Match.ONLY_A if j is None else Match.ONLY_B)
            continue
        same_boundaries = a[i][1:3] == b[j][1:3] and a[i].pieces == b[j].pieces
        same_label = a[i].label == b[j].label
        assert (match in (Match.EXACT, Match.LABEL_ONLY)) == same_boundaries
        assert (match in (Match.EXACT, Match.BOUNDARY_ONLY)) == same_label


@given(A_READING, A_READING)
def test_as_many_are_exact_as_there_are_equal_ones_on_both_sides(
    a: list[ReadMention], b: list[ReadMention]
) -> None:
    what_a_has, what_b_has = ([one[1:4] + one[5:] for one in those] for those in (a, b))
    equal = sum(min(what_a_has.count(one), what_b_has.count(one)) for one in set(what_a_has))
    assert tallied(a, b)[0, 0] == equal


@given(A_READING, A_READING)
def test_f1_is_the_same_from_either_side(a: list[ReadMention], b: list[ReadMention]) -> None:
    one_way, other_way = (f1_family(tallied(*pair)[0]) for pair in ((a, b), (b, a)))
    assert one_way.strict == pytest.approx(other_way.strict, nan_ok=True)
    assert one_way.exact_boundary == pytest.approx(other_way.exact_boundary, nan_ok=True)


@given(A_READING)
def test_a_reading_agrees_with_itself_wholly(a: list[ReadMention]) -> None:
    assert align(a, a) == tuple(Aligned(Match.EXACT, n, n) for n in range(len(a)))


@given(A_READING, A_READING)
def test_the_labels_exact_matches_add_up_to_those_of_all(a: list[ReadMention], b: list[ReadMention]) -> None:
    tally = tallied(a, b)
    of_all = dict(zip(Match, tally[0].tolist(), strict=True))
    of_labels = dict(zip(Match, tally[1:].sum(axis=0).tolist(), strict=True))
    assert of_labels[Match.EXACT] == of_all[Match.EXACT]
    assert of_labels[Match.BOUNDARY_ONLY] == of_all[Match.BOUNDARY_ONLY]
    assert of_labels[Match.LABEL_ONLY] == of_labels[Match.BOUNDARY_AND_LABEL] == 0
    other_label = of_all[Match.LABEL_ONLY] + of_all[Match.BOUNDARY_AND_LABEL]
    assert of_labels[Match.ONLY_A] == of_all[Match.ONLY_A] + other_label
    assert of_labels[Match.ONLY_B] == of_all[Match.ONLY_B] + other_label


def test_the_six_scenarios_of_semeval_2013_give_the_published_numbers() -> None:
    a = mentions((0, 8, "DRUG"), (20, 28, "DRUG"), (40, 51, "DRUG"), (60, 69, "DRUG"), (80, 94, "GROUP"))
    b = mentions((10, 17, "BRAND"), (17, 28, "DRUG"), (40, 51, "BRAND"), (60, 69, "DRUG"), (75, 94, "DRUG"))
    counts = tallied(a, b)[0]
    assert counts.tolist() == [1, 1, 1, 1, 1, 1]
    assert f1_family(counts) == pytest.approx((0.2, 0.4, 0.4, 0.6, 0.8))


def test_mentions_that_only_touch_do_not_overlap() -> None:
    aligned = align(mentions((0, 5, "PERSON")), mentions((5, 9, "PERSON")))
    assert aligned == (Aligned(Match.ONLY_A, 0, None), Aligned(Match.ONLY_B, None, 0))


def test_a_mention_is_paired_with_the_one_it_shares_more_with() -> None:
    aligned = align(mentions((0, 10, "PERSON")), mentions((0, 3, "PERSON"), (3, 10, "ORG")))
    assert aligned == (Aligned(Match.BOUNDARY_AND_LABEL, 0, 1), Aligned(Match.ONLY_B, None, 0))


def test_of_equal_overlaps_the_one_with_the_same_label_is_taken() -> None:
    aligned = align(mentions((0, 10, "ORG")), mentions((0, 5, "PERSON"), (5, 10, "ORG")))
    assert aligned == (Aligned(Match.BOUNDARY_ONLY, 0, 1), Aligned(Match.ONLY_B, None, 0))


def test_a_pair_with_the_same_boundaries_is_never_parted_for_a_better_label() -> None:
    aligned = align(mentions((0, 10, "ORG")), mentions((0, 10, "PERSON"), (1, 10, "ORG")))
    assert aligned == (Aligned(Match.LABEL_ONLY, 0, 0), Aligned(Match.ONLY_B, None, 1))


def test_a_mention_between_the_pieces_of_another_does_not_overlap_it() -> None:
    aligned = align([in_pieces("ORG", (0, 4), (10, 14))], mentions((5, 9, "ORG")))
    assert {one.match for one in aligned} == {Match.ONLY_A, Match.ONLY_B}


def test_a_mention_in_pieces_is_not_the_whole_stretch() -> None:
    aligned = align([in_pieces("ORG", (0, 4), (10, 14))], mentions((0, 14, "ORG")))
    assert aligned == (Aligned(Match.BOUNDARY_ONLY, 0, 0),)


def test_nothing_compared_is_no_number_and_not_full_agreement() -> None:
    assert all(np.isnan(measure) for measure in f1_family(tallied((), ())[0]))


def test_nothing_in_common_is_nought() -> None:
    assert f1_family(tallied(mentions((0, 4, "ORG")), ())[0]) == pytest.approx((0.0,) * 5)


@given(st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=5))
def test_many_tallies_at_once_give_what_each_gives(counts: list[list[int]]) -> None:
    at_once = f1_family(np.array(counts))
    for nth, one in enumerate(counts):
        alone = f1_family(np.array(one))
        assert [measure[nth] for measure in at_once] == pytest.approx(list(alone), nan_ok=True)


def uncrowded(random: Random) -> tuple[list[ReadMention], list[ReadMention]]:
    """Two readings where no mention overlaps more than one of the other: there all ways to count agree."""
    readings: tuple[list[ReadMention], list[ReadMention]] = ([], [])
    for slot in range(12):
        for reading in readings:
            if random.random() < 0.8:
                start = slot * 20 + random.randrange(3)
                end = start + random.randint(4, 6)
                reading.append(ReadMention("m", start, end, random.choice(["PERSON", "ORG"]), None))
    return readings


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_nervaluate_counts_the_same_where_overlaps_are_not_crowded(random: Random) -> None:
    a, b = uncrowded(random)
    theirs = nervaluate_f1(a, b)
    ours = f1_family(tallied(a, b)[0])
    assert (ours.strict, ours.exact_boundary, ours.type, ours.partial) == pytest.approx(
        tuple(theirs[mode] for mode in ("strict", "exact", "ent_type", "partial"))
    )
