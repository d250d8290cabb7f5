"""Items, settling and deciding hold their promises whatever annotators say, in any script."""

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.deciding import Decision, article_of, decide, record_edit
from annotator.agreement.items import items_of
from annotator.agreement.same_judgement import is_about_itself
from annotator.agreement.settling import settle
from annotator.agreement.table import Layer
from annotator.domain.annotation import GOLD, Annotation, RefKind
from annotator.domain.article import Article
from annotator.domain.refused import Refused
from annotator.domain.ruling import Outcome
from annotator.domain.steps import apply
from tests.agreement.disagreeing import disagreements
from tests.agreement.voices import SCHEME

WAYS = (Outcome.TAKEN, Outcome.UNION, Outcome.NEITHER, Outcome.BOTH_VALID, Outcome.EDITED)


def _gold_of(article: Article) -> Annotation:
    return Annotation(article_id=article.id, annotator=GOLD, scheme=SCHEME.id)


def _is_whole(gold: Annotation) -> bool:
    """Whether everything that gold points at is there."""
    refs = [ref for judgement in gold.judgements.values() for ref in judgement.refs()]
    return (
        all(mention.entity is None or mention.entity in gold.entities for mention in gold.mentions.values())
        and all(ref.id in gold.entities for ref in refs if ref.kind is RefKind.ENTITY)
        and all(ref.id in gold.mentions for ref in refs if ref.kind is RefKind.MENTION)
    )


@settings(max_examples=40, deadline=None)
@given(disagreements(25))
def test_everybody_stands_in_every_item_once_and_everything_is_in_one_item(
    said: tuple[Article, dict[str, Annotation]],
) -> None:
    article, by_name = said
    found = items_of(article_of(article, by_name), SCHEME)
    assert len({item.id for item in found}) == len(found)
    for item in found:
        names = [name for side in item.sides for name in side]
        assert len(set(names)) == len(names)
        assert item.layer is Layer.ENTITIES or sorted(names) == sorted(by_name)
        assert 0 <= item.start <= item.end <= len(article.text)
        assert item.is_conflict == (item.impact > 0)
    for layer, of in ((Layer.MENTIONS, "mentions"), (Layer.JUDGEMENTS, "judgements")):
        placed = [
            (name, id_)
            for item in found
            if item.layer is layer
            for variant in item.variants
            for name, ids in zip(variant.annotators, variant.items, strict=True)
            for id_ in ids
        ]
        wanted = [(name, id_) for name, one in by_name.items() for id_ in getattr(one, of)]
        assert sorted(placed) == sorted(wanted)


@settings(max_examples=40, deadline=None)
@given(disagreements(5), st.sampled_from([0.51, 2 / 3, 1.0]))
def test_settling_can_be_taken_back_and_done_twice_changes_nothing(
    said: tuple[Article, dict[str, Annotation]], threshold: float
) -> None:
    article, by_name = said
    found = items_of(article_of(article, by_name), SCHEME)
    gold = _gold_of(article)
    one = settle(gold, article, found, by_name, SCHEME, threshold, "Rita")
    after = apply(gold, one)
    assert apply(after, one.inverse()) == gold
    assert _is_whole(after)
    assert not settle(after, article, found, by_name, SCHEME, threshold, "Rita")


@settings(max_examples=40, deadline=None)
@given(disagreements(4), st.data())
def test_every_conflict_can_be_decided_in_every_way_taken_back_and_decided_again(
    said: tuple[Article, dict[str, Annotation]], data: st.DataObject
) -> None:
    article, by_name = said
    gold = _gold_of(article)
    conflicts = [item for item in items_of(article_of(article, by_name), SCHEME) if item.is_conflict]
    for item in (*conflicts[:6], *conflicts[:3]):
        outcome = data.draw(st.sampled_from(WAYS))
        number = data.draw(st.integers(0, len(item.variants) - 1))
        try:
            if outcome is Outcome.EDITED:
                one = record_edit(gold, article, item, by_name, SCHEME, by="Rita")
            else:
                variants = (number,) if outcome is Outcome.TAKEN else ()
                decision = Decision(outcome=outcome, variants=variants, by="Rita")
                one = decide(gold, article, item, by_name, SCHEME, decision)
        except Refused:
            continue
        after = apply(gold, one)
        assert apply(after, one.inverse()) == gold
        assert after.rulings[item.id].outcome is outcome
        assert _is_whole(after)
        gold = after
    assert sum(map(is_about_itself, gold.judgements.values())) <= sum(
        is_about_itself(judgement) for one in by_name.values() for judgement in one.judgements.values()
    )
