"""Who holds which mentions for one entity: merged or split, on mentions that both have."""

from annotator.agreement.conflict import Difference, Item
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation
from tests.agreement.voices import Mark, items, said, says, span, the_conflict

TOLL: Mark = ("Mira Toll", "PERSON", "toll")
LATER: Mark = ("Toll", "PERSON", "toll", 1)
OTHER: Mark = ("Toll", "PERSON", "other", 1)
MAYOR: Mark = ("The mayor", "PERSON", "toll")


def entities(*annotations: Annotation) -> list[Item]:
    return items(*annotations, layer=Layer.ENTITIES)


def test_what_is_one_entity_to_one_and_two_to_another_is_one_conflict() -> None:
    item = the_conflict(says("Anna", TOLL, LATER), says("Ben", TOLL, OTHER))
    assert item.difference is Difference.MERGED_OR_SPLIT
    assert said(item) == [
        (("Anna",), "one entity: Toll (2 mentions)"),
        (("Ben",), "2 entities: Toll (1 mention), Other (1 mention)"),
    ]
    assert item.variants[1].items == (("toll", "other"),)


def test_the_conflict_stands_at_the_first_mention_that_is_in_question() -> None:
    item = the_conflict(says("Anna", TOLL, LATER), says("Ben", TOLL, OTHER))
    assert (item.start, item.end) == span("Toll", 1)


def test_what_entities_are_called_makes_no_difference() -> None:
    ben = says("Ben", ("Mira Toll", "PERSON", "x"), ("Toll", "PERSON", "x", 1))
    (item,) = entities(says("Anna", TOLL, LATER), ben)
    assert item.difference is Difference.NONE


def test_a_mention_that_only_one_has_splits_nothing() -> None:
    (item,) = entities(says("Anna", TOLL, LATER, MAYOR), says("Ben", TOLL, LATER))
    assert item.difference is Difference.NONE


def test_boundaries_that_differ_are_still_the_same_mention() -> None:
    ben = says("Ben", ("Toll", "PERSON", "toll"), OTHER)
    conflicts = [item for item in entities(says("Anna", TOLL, LATER), ben) if item.is_conflict]
    assert [item.difference for item in conflicts] == [Difference.MERGED_OR_SPLIT]


def test_disagreement_that_hangs_together_is_one_item_and_apart_from_it_another() -> None:
    ore: Mark = ("Ben Ore", "PERSON", "ore")
    his: Mark = ("Ore", "PERSON", "ore", 1)
    no: Mark = ("Ore", "PERSON", "no", 1)
    anna = says("Anna", TOLL, LATER, MAYOR, ore, his)
    ben = says("Ben", TOLL, OTHER, ("The mayor", "PERSON", "third"), ore, no)
    conflicts = [item for item in entities(anna, ben) if item.is_conflict]
    assert len(conflicts) == 2
    assert said(conflicts[0])[1][1].startswith("3 entities")


def test_mentions_without_an_entity_say_nothing_about_grouping() -> None:
    ben = says("Ben", ("Mira Toll", "PERSON", ""), ("Toll", "PERSON", "", 1))
    (item,) = entities(says("Anna", TOLL, LATER), ben)
    assert said(item) == [(("Anna",), "one entity: Toll (2 mentions)")]


def test_whoever_has_one_of_the_mentions_alone_is_not_asked() -> None:
    item = the_conflict(says("Anna", TOLL, LATER), says("Ben", TOLL, OTHER), says("Cleo", TOLL, LATER))
    assert item.readers == 3
    few = says("Cleo", TOLL)
    conflict = next(
        i for i in entities(says("Anna", TOLL, LATER), says("Ben", TOLL, OTHER), few) if i.is_conflict
    )
    assert conflict.readers == 2
