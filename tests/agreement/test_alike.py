"""Which conflicts ask the same again: the same words, answers and people elsewhere in the article."""

from annotator.agreement.alike import alike, stands_for
from annotator.agreement.conflict import Item
from annotator.agreement.deciding import Decision, decide, decide_all
from annotator.agreement.items import items_of
from annotator.agreement.table import Layer
from annotator.domain.annotation import Annotation
from annotator.domain.ruling import Outcome
from annotator.domain.steps import apply
from tests.agreement.voices import (
    ARTICLE,
    DAM,
    SCHEME,
    TEXT,
    Mark,
    empty_gold,
    everybody,
    read,
    says,
    span,
    stance,
)

TOLL: Mark = ("Mira Toll", "PERSON", "")
ORE: tuple[Mark, ...] = (
    ("Ben Ore", "PERSON", ""),
    ("Ore", "PERSON", "", 1),
    ("Ore", "PERSON", "", 2),
)


def conflicts(*said: Annotation, layer: Layer = Layer.MENTIONS) -> list[Item]:
    return [one for one in items_of(read(*said), SCHEME) if one.is_conflict and one.layer is layer]


def like(item: Item, said: tuple[Annotation, ...]) -> list[Item]:
    found = alike(conflicts(*said, layer=item.layer), TEXT, everybody(*said))
    return [one for one in found[item.id] if one.id != item.id]


def marked(label: str, *places: int) -> tuple[Mark, ...]:
    return tuple(("Ore", label, "", place) for place in places)


def test_the_same_words_marked_by_the_same_people_elsewhere_are_alike() -> None:
    said = (says("Anna", *marked("PERSON", 1, 2)), says("Ben"))
    first, second = conflicts(*said)
    assert like(first, said) == [second]
    assert like(second, said) == [first]


def test_other_people_other_labels_or_other_words_are_not_alike() -> None:
    sides = (says("Anna", *marked("PERSON", 1)), says("Ben", *marked("PERSON", 2)))
    labels = (
        says("Anna", *marked("PERSON", 1), *marked("ORG", 2)),
        says("Ben", *marked("GPE", 1), *marked("GPE", 2)),
    )
    words = (says("Anna", TOLL, ("Ben Ore", "PERSON", "")), says("Ben"))
    for said in (sides, labels, words):
        assert not like(conflicts(*said)[0], said)


def test_spellings_of_one_name_are_the_same_words() -> None:
    said = (says("Anna", ("the Varon Council", "ORG", ""), ("the council", "ORG", "")), says("Ben"))
    assert not like(conflicts(*said)[0], said)
    said = (says("Anna", ("the dam", "GPE", ""), ("dam", "GPE", "", 1)), says("Ben"))
    first, second = conflicts(*said)
    assert like(first, said) == [second]


def test_who_leaves_out_which_word_has_to_be_the_same_where_boundaries_differ() -> None:
    def people(second: str, third: str) -> tuple[Annotation, ...]:
        return (
            says("Anna", ("the dam", "GPE", ""), (second, "GPE", "", 1)),
            says("Ben", ("dam", "GPE", ""), (third, "GPE", "", 1)),
        )

    same, crossed = people("the dam", "dam"), people("dam", "the dam")
    first, second = conflicts(*same)
    assert like(first, same) == [second]
    assert len(conflicts(*crossed)) == 2
    assert not like(conflicts(*crossed)[0], crossed)


def test_stances_in_one_sentence_are_alike_only_if_they_say_the_same_of_the_same() -> None:
    marks: tuple[Mark, ...] = (
        ("Mira Toll", "PERSON", "toll"),
        ("Ben Ore", "PERSON", "ore"),
        ("Varon", "GPE", "varon", 1),
    )
    place = ("Toll rejects the dam", 0)
    said = (
        says(
            "Anna",
            *marks,
            judgements=(
                stance("j1", "toll", "against", DAM, place),
                stance("j2", "ore", "against", "varon", place),
            ),
        ),
        says("Ben", *marks),
    )
    first, second = conflicts(*said, layer=Layer.JUDGEMENTS)
    assert (first.start, first.end) == (second.start, second.end) == span(place[0])
    assert not like(first, said)


def test_what_is_decided_on_one_is_decided_on_all_alike_and_taken_back_at_once() -> None:
    said = (says("Anna", *marked("PERSON", 1, 2)), says("Ben"))
    first, second = conflicts(*said)
    gold = empty_gold()
    decision = Decision(outcome=Outcome.TAKEN, variants=(0,), by="Rita")
    one = apply(gold, decide(gold, ARTICLE, first, everybody(*said), SCHEME, decision))

    outcome, variants = stands_for(first, one.rulings[first.id]) or (None, ())
    assert (outcome, variants) == (Outcome.TAKEN, (0,))
    step = decide_all(one, ARTICLE, [second], everybody(*said), SCHEME, decision)
    both = decide_all(gold, ARTICLE, [first, second], everybody(*said), SCHEME, decision)

    assert apply(one, step) == apply(gold, both)
    assert apply(apply(gold, both), both.inverse()) == gold
    assert both.name == "take A’s mention, 2 times"
