"""What counts as the same question asked of several annotators, and what as an answer or a nothing."""

from annotator.agreement.questions import asked
from annotator.agreement.reading import ReadArticle, ReadEntity, Reading, ReadJudgement, ReadMention, ReadRef
from tests.builders import SCHEME

DAM = ReadRef("topic", "dam", "the dam")
WAR = ReadRef("topic", None, "War")
TOLL = ReadEntity("e1", "Mira Toll", "PERSON")


def _reading(name: str, *judgements: ReadJudgement, mentions: tuple[ReadMention, ...] = ()) -> Reading:
    return Reading(name, mentions, {"e1": TOLL}, judgements)


def _stance(
    label: str, target: ReadRef = DAM, *, entity: str = "e1", id_: str = "j1", anchor: str | None = None
) -> ReadJudgement:
    at = None if anchor is None else ReadRef("segment", anchor, None)
    return ReadJudgement(id_, "stance", ReadRef("entity", entity, "Toll"), target, at, (label,))


def _answers(*readings: Reading) -> list[dict[str, tuple[str, ...]]]:
    found = asked(ReadArticle("a1", 100, readings), SCHEME)
    return [{name: answer.labels for name, answer in one.answers.items()} for one in found.questions]


def test_overlapping_mentions_are_one_question_to_everybody_who_read_the_article() -> None:
    anna = _reading("Anna", mentions=(ReadMention("m1", 0, 9, "PERSON", None),))
    ben = _reading("Ben", mentions=(ReadMention("m7", 5, 9, "ORG", None),))
    assert _answers(ben, _reading("Cem"), anna) == [{"Anna": ("PERSON",), "Ben": ("ORG",), "Cem": ()}]


def test_the_same_holder_and_target_are_one_question_whatever_ids_they_have() -> None:
    ben = Reading("Ben", (), {"e9": ReadEntity("e9", "Toll", "PERSON")}, (_stance("favor", entity="e9"),))
    assert _answers(_reading("Anna", _stance("against")), ben) == [{"Anna": ("against",), "Ben": ("favor",)}]


def test_who_names_another_target_answers_nothing_to_the_first() -> None:
    anna, ben = _reading("Anna", _stance("against")), _reading("Ben", _stance("against", WAR))
    assert _answers(anna, ben) == [{"Anna": ("against",), "Ben": ()}, {"Anna": (), "Ben": ("against",)}]


def test_stances_in_different_sentences_are_different_questions() -> None:
    anna, ben = (
        _reading(name, _stance("against", anchor=anchor)) for name, anchor in (("A", "0-9"), ("B", "10-20"))
    )
    assert len(_answers(anna, ben)) == 2


def test_somebody_who_sees_two_stances_of_one_pair_asks_twice() -> None:
    both = _reading("Anna", _stance("favor"), _stance("against", id_="j2"))
    ben = _reading("Ben", _stance("against"))
    assert _answers(both, ben) == [
        {"Anna": ("against",), "Ben": ("against",)},
        {"Anna": ("favor",), "Ben": ()},
    ]


def test_an_article_without_a_mark_asks_nothing() -> None:
    assert _answers(_reading("Anna"), _reading("Ben")) == []
