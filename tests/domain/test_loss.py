"""Losses by kind: what differs in names, quotations and numbers alone is one kind."""

from annotator.domain.loss import Loss, LossKind, kinds_of, without_names

NO_PLACE = "the format has no place for it"


def test_what_is_lost_of_one_kind_is_counted_together_with_the_first_as_the_example() -> None:
    first = Loss("a1", "stance: Mira Toll, against, the dam", NO_PLACE)
    gap = Loss("a1", "the gap in the mention “Toll (the elder)” (PERSON)", NO_PLACE)
    losses = [
        gap,
        first,
        Loss("a2", "stance: nobody, favor, the council", NO_PLACE),
        Loss("a3", "stance: Varon, favor, the dam", NO_PLACE),
        Loss("a2", "the gap in the mention “Varon” (GPE)", NO_PLACE),
    ]
    assert kinds_of(losses) == [LossKind(3, first), LossKind(2, gap)]


def test_numbers_make_no_kind_of_their_own() -> None:
    (kind,) = kinds_of([Loss("a1", "3 rulings", NO_PLACE), Loss("a2", "1,204 rulings", NO_PLACE)])
    assert kind.times == 2


def test_another_reason_is_another_kind() -> None:
    said = "the mention “Toll” (PERSON)"
    assert len(kinds_of([Loss("a1", said, NO_PLACE), Loss("a1", said, "it cuts a token")])) == 2


def test_of_no_losses_there_are_no_kinds() -> None:
    assert kinds_of([]) == []


def test_people_are_not_named_but_where_the_article_names_them() -> None:
    said = [
        Loss("a1", "the annotator’s name Anna", NO_PLACE),
        Loss("a1", "the mention “Anna Toll” (PERSON)", "Anna-Lena marked it"),
        Loss("a1", "the note of Annabel", NO_PLACE),
    ]
    told = [kind.example for kind in without_names(kinds_of(said), {"Anna", "Anna-Lena"})]
    assert [loss.what for loss in told] == [
        "the annotator’s name somebody",
        "the mention “Anna Toll” (PERSON)",
        "the note of Annabel",
    ]
    assert told[1].why == "somebody marked it"
    assert list(without_names(kinds_of(said), ())) == kinds_of(said)
