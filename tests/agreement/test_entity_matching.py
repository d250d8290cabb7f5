"""Two annotators' “Pashinyan” are the same entity, however each of them numbered or named it."""

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.agreement.entity_matching import match_entities
from annotator.agreement.reading import ReadEntity, Reading, ReadMention
from tests.agreement.readings import marked, read
from tests.domain.generated import annotations, articles


def _named(id_: str, name: str, canonical: str | None = None, kb_id: str | None = None) -> ReadEntity:
    return ReadEntity(id_, name, "PERSON", canonical, kb_id)


def _same(*readings: Reading) -> set[tuple[str, ...]]:
    """The entities that are one, each as “annotator:id”, without those that stand alone."""
    numbers: dict[int, list[str]] = {}
    for (annotator, id_), number in match_entities(readings).items():
        numbers.setdefault(number, []).append(f"{annotator}:{id_}")
    return {tuple(sorted(together)) for together in numbers.values() if len(together) > 1}


def test_entities_with_the_same_mentions_are_one_whatever_they_are_called() -> None:
    anna = read("Anna", marked("m1", 0, 9, entity="e1"), entities=(_named("e1", "Pashinyan"),))
    ben = read("Ben", marked("m7", 0, 9, entity="e4"), entities=(_named("e4", "the premier"),))
    assert _same(anna, ben) == {("Anna:e1", "Ben:e4")}


def test_mentions_that_only_overlap_are_enough() -> None:
    anna = read("Anna", marked("m1", 4, 13, entity="e1"))
    ben = read("Ben", marked("m1", 0, 13, entity="e9"))
    assert _same(anna, ben) == {("Anna:e1", "Ben:e9")}


def test_mentions_that_touch_are_not() -> None:
    anna, ben = read("Anna", marked("m1", 0, 4, entity="e1")), read("Ben", marked("m1", 4, 9, entity="e9"))
    assert _same(anna, ben) == set()


def test_of_two_entities_the_one_with_more_mentions_in_common_is_the_same() -> None:
    anna = read("Anna", *(marked(f"m{n}", 10 * n, 10 * n + 5, entity="e1") for n in range(5)))
    ben = read(
        "Ben", *(marked(f"m{n}", 10 * n, 10 * n + 5, entity="e1" if n < 2 else "e2") for n in range(5))
    )
    assert _same(anna, ben) == {("Anna:e1", "Ben:e2")}


def test_a_name_decides_between_entities_with_as_many_mentions_in_common() -> None:
    anna = read(
        "Anna",
        marked("m1", 0, 5, entity="e1"),
        marked("m2", 10, 15, entity="e1"),
        entities=(_named("e1", "Mira Toll"),),
    )
    ben = read(
        "Ben",
        marked("m1", 0, 5, entity="e1"),
        marked("m2", 10, 15, entity="e2"),
        entities=(_named("e1", "the party"), _named("e2", "Mira Toll’s")),
    )
    assert _same(anna, ben) == {("Anna:e1", "Ben:e2")}


def test_one_more_mention_in_common_outweighs_the_name() -> None:
    anna = read("Anna", *(marked(f"m{n}", 10 * n, 10 * n + 5, entity="e1") for n in range(3)))
    ben = read(
        "Ben",
        *(marked(f"m{n}", 10 * n, 10 * n + 5, entity="e2" if n else "e1") for n in range(3)),
        entities=(_named("e1", "e1"), _named("e2", "somebody else")),
    )
    assert _same(anna, ben) == {("Anna:e1", "Ben:e2")}


def test_without_mentions_in_common_names_decide_in_every_spelling() -> None:
    pairs = {
        "the Nagorno-Karabakh’s": "Nagorno Karabakh",
        "Toll": "Mira Toll",
        "İstanbul": "İstanbul’s",
        "عبد الفتاح": "عبد الفتاح",
    }
    for name, other in pairs.items():
        anna = read("Anna", entities=(_named("e1", name),))
        ben = read("Ben", entities=(_named("e2", "nothing like it"), _named("e3", other)))
        assert _same(anna, ben) == {("Anna:e1", "Ben:e3")}


def test_a_canonical_name_is_a_name() -> None:
    anna = read("Anna", entities=(_named("e1", "the premier", "Nikol Pashinyan"),))
    ben = read("Ben", entities=(_named("e2", "Nikol Pashinyan"),))
    assert _same(anna, ben) == {("Anna:e1", "Ben:e2")}


def test_a_knowledge_base_id_is_stronger_than_a_name_for_and_against() -> None:
    anna = read("Anna", entities=(_named("e1", "Georgia", kb_id="Q230"),))
    ben = read(
        "Ben", entities=(_named("e1", "Georgia", kb_id="Q1428"), _named("e2", "Sakartvelo", kb_id="Q230"))
    )
    assert _same(anna, ben) == {("Anna:e1", "Ben:e2")}


def test_a_last_name_that_two_full_names_have_says_nothing() -> None:
    anna = read("Anna", entities=(_named("e1", "Toll"),))
    ben = read("Ben", entities=(_named("e1", "Mira Toll"), _named("e2", "Jan Toll")))
    assert _same(anna, ben) == set()
    assert _same(ben, anna) == set()


def test_mentions_in_pieces_are_compared_by_their_pieces() -> None:
    john = ReadMention("m1", 0, 19, "PERSON", "e1", ((0, 4), (14, 19)))
    mary = ReadMention("m1", 5, 13, "PERSON", "e2")
    assert _same(read("Anna", john), read("Ben", mary)) == set()
    assert _same(read("Anna", john), read("Ben", john)) == {("Anna:e1", "Ben:e1")}


def test_a_third_reading_joins_those_who_are_one_already() -> None:
    anna = read("Anna", marked("m1", 0, 9, entity="e1"))
    ben = read("Ben", marked("m1", 0, 9, entity="e2"), marked("m2", 20, 29, entity="e2"))
    carl = read("Carl", marked("m1", 20, 29, entity="e3"))
    assert _same(anna, ben, carl) == {("Anna:e1", "Ben:e2", "Carl:e3")}


def test_mentions_of_an_entity_nobody_lists_are_passed_over() -> None:
    anna = read("Anna", marked("m1", 0, 9, entity="e1"))
    lost = Reading("Ben", (marked("m1", 0, 9, entity="gone"),))
    assert match_entities([anna, lost]) == {("Anna", "e1"): 0}


def test_nobody_and_nothing_have_no_entities() -> None:
    assert match_entities([]) == {}
    assert match_entities([read("Anna"), read("Ben")]) == {}


_READINGS = (
    articles()
    .flatmap(lambda article: st.lists(annotations(article), min_size=2, max_size=4))
    .map(
        lambda said: [
            Reading.of(
                one.model_copy(update={"annotator": one.annotator.model_copy(update={"name": f"p{n}"})})
            )
            for n, one in enumerate(said)
        ]
    )
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(_READINGS)
def test_everybodys_entities_are_numbered_once_each_in_any_order_of_readings(readings: list[Reading]) -> None:
    numbers = match_entities(readings)
    assert set(numbers) == {(reading.annotator, id_) for reading in readings for id_ in reading.entities}
    assert len({(annotator, number) for (annotator, _), number in numbers.items()}) == len(numbers)
    assert all(match_entities(order) == numbers for order in permutations(readings))
