"""The cards of a conflict say who gave each answer, and what it is in the words of article and scheme."""

from annotator.agreement.deciding import article_of
from annotator.agreement.items import items_of
from annotator.domain.annotation import Annotation, Ref, RefKind, Status
from annotator.domain.article import Article, Direction
from annotator.domain.ruling import Outcome, RuledAnswer, Ruling
from annotator.gui.palette import LIGHT
from annotator.gui.panels.reading_card import Card
from annotator.gui.panels.variant_cards import cards_of
from annotator.project.reviewing import ArticleReview
from annotator.workbench.review import Review
from tests import builders
from tests.builders import SCHEME, TEXT
from tests.workbench.reviews import CONFLICTS, reviewing

_LABEL = CONFLICTS[1]
"""Varon: GPE to two of them, ORG to the third."""


def _cards(review: Review, ruling: Ruling | None = None) -> tuple[Card, ...]:
    assert review.item is not None
    return cards_of(review, review.item, ruling, SCHEME, LIGHT)


def test_each_answer_has_its_letter_its_people_and_its_words_in_their_context() -> None:
    _, review = reviewing()
    review.go_to(_LABEL.id)

    first, second = _cards(review)

    assert (first.letter, first.who, first.label) == ("A", "Anna, Cleo", "GPE")
    assert (second.letter, second.who, second.label) == ("B", "Ben", "ORG")
    assert first.before + first.marked + first.after == TEXT[: len(first.before + first.marked + first.after)]
    assert first.marked == "Varon"
    assert round(first.share, 2) == 0.67
    assert not first.is_chosen
    assert not second.is_chosen


def test_hidden_names_stay_hidden() -> None:
    _, review = reviewing()
    review.go_to(_LABEL.id)
    review.set_anonymous(is_anonymous=True)
    assert [card.who for card in _cards(review)] == ["2 annotators", "1 annotator"]


def test_what_is_picked_is_framed_and_then_what_the_decision_follows() -> None:
    _, review = reviewing()
    review.go_to(_LABEL.id)
    review.toggle(1)
    assert [card.is_chosen for card in _cards(review)] == [False, True]

    answers = tuple(
        RuledAnswer(annotators=v.annotators, said=v.said, stands=n == 0)
        for n, v in enumerate(_LABEL.variants)
    )
    ruling = Ruling(
        id=_LABEL.id,
        layer="mentions",
        difference="label",
        start=_LABEL.start,
        end=_LABEL.end,
        outcome=Outcome.TAKEN,
        answers=answers,
        by="Rita",
    )
    assert [card.is_chosen for card in _cards(review, ruling)] == [True, False]


def test_nothing_is_an_answer_too() -> None:
    _, review = reviewing()
    review.go_to(CONFLICTS[2].id)
    cards = _cards(review)
    assert [card.is_nothing for card in cards] == [True, False]
    assert cards[0].who == "Ben, Cleo"


def test_stances_are_sentences_that_keep_their_order_also_around_arabic_names() -> None:
    text = "رفضت ميرا تول السد."
    article = Article(id="r1", text=text, direction=Direction.RTL)
    mention = builders.mention("m1", 5, 13, "PERSON", "e1")

    def said(name: str, *labels: str) -> Annotation:
        annotation = builders.annotation(
            builders.ANNA.model_copy(update={"name": name}), "r1", mention, status=Status.DONE
        )
        entities = {"e1": annotation.entities["e1"].model_copy(update={"name": "ميرا تول"})}
        holder = Ref(kind=RefKind.ENTITY, id="e1", name="ميرا تول")
        dam = Ref(kind=RefKind.TOPIC, id="dam", name="the dam")
        stances = {
            f"j{n}": builders.stance(f"j{n}", "e1", label).model_copy(
                update={"holder": holder, "target": dam}
            )
            for n, label in enumerate(labels)
        }
        return annotation.model_copy(update={"entities": entities, "judgements": stances})

    annotations = {"Anna": said("Anna", "against"), "Ben": said("Ben")}
    (item,) = (one for one in items_of(article_of(article, annotations), SCHEME) if one.is_conflict)
    review = Review("Rita")
    review.show_article(
        ArticleReview(article=article, annotations=annotations, items=(item,), gold=None, log=())
    )

    first = next(card for card in cards_of(review, item, None, SCHEME, LIGHT) if not card.is_nothing)

    assert first.sentence == "\u200e\u2068ميرا تول\u2069 – against – \u2068the dam\u2069"
    assert first.label == "against"
