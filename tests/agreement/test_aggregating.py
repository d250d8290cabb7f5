"""One annotation of several: what gets in, what is left open, and that nothing of it points at nothing."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.agreement.aggregating import Aggregated, Aggregation
from annotator.agreement.label_models import METHODS, Method
from annotator.agreement.polls import Polls
from annotator.agreement.questions import asked
from annotator.agreement.reading import ReadArticle, ReadEntity, Reading, ReadJudgement, ReadMention, ReadRef
from annotator.domain.annotation import Annotation, AnnotatorKind, RefKind, Status
from annotator.domain.scheme import About, Scheme, Task, TaskLabel
from tests.builders import SCHEME
from tests.domain.generated import annotations, articles

DAM = ReadRef("topic", "dam", "the dam")
TOPICS = Task(
    name="topics",
    about=About.ARTICLE,
    labels=(TaskLabel(name="war"), TaskLabel(name="trade"), TaskLabel(name="sport")),
    multiple=True,
)


def _aggregated(
    *readings: Reading, method: Method = "majority", scheme: Scheme = SCHEME, more: Sequence[ReadArticle] = ()
) -> Aggregated:
    """The aggregate of one article; the model is fitted to it and to the others."""
    article = ReadArticle("a1", 200, readings)
    polls = Polls(scheme)
    for one in (article, *more):
        found = asked(one, scheme)
        polls.add(found.readers, found.questions)
    return Aggregation(polls, scheme, method).aggregate(article)


def _mention(start: int, end: int, label: str = "PERSON", entity: str | None = None) -> ReadMention:
    return ReadMention(f"m{start}-{end}{label}", start, end, label, entity)


def _marks(*by: tuple[ReadMention, ...]) -> list[Reading]:
    """Readings of as many annotators, who have the entities that their mentions are of."""
    return [
        Reading(
            name,
            mentions,
            {m.entity: ReadEntity(m.entity, f"{m.entity}’s name", m.label) for m in mentions if m.entity},
        )
        for name, mentions in zip(("Anna", "Ben", "Cem", "Dora"), by, strict=False)
    ]


def _shown(found: Aggregated) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.label) for m in found.annotation.ordered_mentions]


def _ties(found: Aggregated) -> list[tuple[str, int, int]]:
    return [(tie.what, tie.start, tie.end) for tie in found.ties]


def test_what_most_marked_gets_in_with_the_shares_of_votes() -> None:
    found = _aggregated(
        *_marks((_mention(0, 9), _mention(20, 25, "GPE")), (_mention(0, 9, "ORG"),), (_mention(0, 9),))
    )
    assert _shown(found) == [(0, 9, "PERSON")]
    (mention,) = found.annotation.mentions.values()
    assert mention.distribution == {"PERSON": 0.666667, "ORG": 0.333333}
    assert found.ties == ()


def test_the_aggregate_is_an_annotator_of_its_kind_and_done() -> None:
    annotation = _aggregated(*_marks((_mention(0, 9),), ()), method="majority").annotation
    assert (annotation.annotator.name, annotation.annotator.kind) == ("majority", AnnotatorKind.AGGREGATE)
    assert annotation.progress.status is Status.DONE
    assert annotation.scheme == SCHEME.id


def test_what_half_marked_stays_out_and_is_told() -> None:
    found = _aggregated(*_marks((_mention(0, 9),), ()))
    assert _shown(found) == []
    assert _ties(found) == [("existence", 0, 9)]


def test_a_mention_with_tied_labels_gets_the_one_the_scheme_names_first_and_the_tie_stays_visible() -> None:
    found = _aggregated(*_marks((_mention(0, 9, "GPE"),), (_mention(0, 9, "ORG"),)))
    assert _shown(found) == [(0, 9, "ORG")]
    assert found.annotation.mentions["m1"].distribution == {"ORG": 0.5, "GPE": 0.5}
    assert [(tie.what, tie.labels) for tie in found.ties] == [("label", ("ORG", "GPE"))]


def test_boundaries_are_those_that_most_drew() -> None:
    found = _aggregated(*_marks((_mention(0, 9),), (_mention(5, 9),), (_mention(5, 9),)))
    assert (_shown(found), found.ties) == ([(5, 9, "PERSON")], ())
    tied = _aggregated(*_marks((_mention(0, 9),), (_mention(5, 9),)))
    assert (_shown(tied), _ties(tied)) == ([(0, 9, "PERSON")], [("boundaries", 0, 9)])


def test_pieces_of_a_mention_stay_pieces() -> None:
    pieces = ((0, 4), (6, 9))
    split = ReadMention("m1", 0, 9, "PERSON", None, pieces)
    found = _aggregated(*_marks((split,), (split,), ()))
    assert found.annotation.mentions["m1"].fragments == pieces


def test_mentions_are_grouped_the_way_most_group_them() -> None:
    one, two = _mention(0, 9, entity="e1"), _mention(20, 24, entity="e1")
    apart = _mention(20, 24, entity="e2")
    found = _aggregated(*_marks((one, two), (one, apart), (one, apart)))
    first, second = found.annotation.ordered_mentions
    assert first.entity != second.entity
    merged = _aggregated(*_marks((one, two), (one, two), (one, apart)))
    assert {m.entity for m in merged.annotation.mentions.values()} == {"e1"}
    assert merged.annotation.entities["e1"].name == "e1’s name"


def _stance(
    label: str, *, holder: str = "e1", target: ReadRef = DAM, evidence: tuple[tuple[int, int], ...] = ()
) -> ReadJudgement:
    return ReadJudgement(
        f"j{label}{holder}{target.id}",
        "stance",
        ReadRef("entity", holder, None),
        target,
        None,
        (label,),
        evidence,
    )


def _says(name: str, *judgements: ReadJudgement, entity: str = "e1") -> Reading:
    toll = _mention(0, 9, entity=entity)
    return Reading(name, (toll,), {entity: ReadEntity(entity, "Mira Toll", "PERSON")}, judgements)


def test_a_judgement_has_the_label_of_most_their_evidence_and_the_aggregates_own_entities() -> None:
    found = _aggregated(
        _says("Anna", _stance("against", evidence=((20, 30), (50, 60)))),
        _says("Ben", _stance("against", holder="e7", evidence=((25, 40),)), entity="e7"),
        _says("Cem", _stance("favor", evidence=((90, 99),))),
    )
    (judgement,) = found.annotation.judgements.values()
    assert judgement.label == "against"
    assert [(span.start, span.end) for span in judgement.evidence] == [(20, 40), (50, 60)]
    assert judgement.holder is not None
    assert found.annotation.entities[judgement.holder.id or ""].name == "Mira Toll"
    assert judgement.distribution == {"favor": 0.333333, "against": 0.666667}


def test_a_judgement_whose_labels_are_tied_has_none() -> None:
    found = _aggregated(_says("Anna", _stance("against")), _says("Ben", _stance("favor")))
    (judgement,) = found.annotation.judgements.values()
    assert judgement.label is None
    assert judgement.distribution == {"favor": 0.5, "against": 0.5}
    assert [(tie.what, tie.task) for tie in found.ties] == [("label", "stance")]


def test_a_stance_most_do_not_see_stays_out_and_so_does_what_only_it_needs() -> None:
    new = Reading(
        "Anna", (), {"e5": ReadEntity("e5", "Nobody else", "ORG")}, (_stance("favor", holder="e5"),)
    )
    found = _aggregated(new, Reading("Ben"), Reading("Cem"))
    assert (found.annotation.judgements, found.annotation.entities) == ({}, {})


def _chosen(name: str, *labels: str) -> Reading:
    given = ReadJudgement("j1", "topics", None, ReadRef("article", None, None), None, labels)
    return Reading(name, judgements=(given,) if labels else ())


def test_where_a_task_takes_several_labels_each_is_decided_for_itself() -> None:
    scheme = SCHEME.model_copy(update={"tasks": (TOPICS,)})
    found = _aggregated(
        _chosen("Anna", "sport", "war"),
        _chosen("Ben", "war", "sport"),
        _chosen("Cem", "trade"),
        scheme=scheme,
    )
    (judgement,) = found.annotation.judgements.values()
    assert (judgement.label, judgement.more_labels) == ("war", ("sport",))
    assert judgement.distribution == {"war": 0.666667, "trade": 0.333333, "sport": 0.666667}


@pytest.mark.parametrize("method", ["dawid-skene", "mace"])
def test_models_follow_the_reliable_where_the_majority_follows_the_many(method: Method) -> None:
    spans = [(start, start + 5) for start in range(0, 200, 10)]
    truth = [("PERSON", "ORG", "GPE")[number % 3] for number in range(20)]
    good = tuple(_mention(*span, label) for span, label in zip(spans, truth, strict=True))
    wrong = tuple(_mention(*span, "GPE") for span in spans)
    taught = [ReadArticle(f"b{n}", 200, tuple(_marks(good, good, wrong, wrong))) for n in range(5)]
    here = _marks((_mention(0, 9),), (_mention(0, 9),), (_mention(0, 9, "GPE"),), (_mention(0, 9, "GPE"),))
    assert _shown(_aggregated(*here, method=method, more=taught)) == [(0, 9, "PERSON")]
    assert [tie.what for tie in _aggregated(*here, more=taught).ties] == ["label"]


@st.composite
def _read(draw: st.DrawFn) -> ReadArticle:
    """Anybody's annotations of one article in any script, with labels the scheme does not have."""
    article = draw(articles())
    said = draw(st.lists(annotations(article), min_size=1, max_size=4, unique_by=lambda a: a.annotator.name))
    return ReadArticle(article.id, len(article.text), tuple(map(Reading.of, said)))


def _points_at_nothing(annotation: Annotation) -> list[str]:
    known = {RefKind.ENTITY: annotation.entities, RefKind.MENTION: annotation.mentions}
    refs = [ref for judgement in annotation.judgements.values() for ref in judgement.refs()]
    lost = [str(ref.id) for ref in refs if ref.kind in known and ref.id and ref.id not in known[ref.kind]]
    return lost + [
        m.entity for m in annotation.mentions.values() if m.entity and m.entity not in annotation.entities
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(article=_read(), method=st.sampled_from(METHODS))
def test_whatever_was_said_the_aggregate_fits_the_text_and_points_at_what_it_has(
    article: ReadArticle, method: Method
) -> None:
    found = _aggregated(*article.readings, method=method).annotation
    assert _points_at_nothing(found) == []
    assert all(0 <= m.start < m.end <= article.length for m in found.mentions.values())
    distributions = [m.distribution for m in found.mentions.values()]
    distributions += [j.distribution for j in found.judgements.values()]
    assert all(0 < sum(shares.values()) <= 1 + 1e-5 for shares in distributions)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(article=_read())
def test_the_order_of_annotators_changes_nothing(article: ReadArticle) -> None:
    assert _aggregated(*article.readings) == _aggregated(*reversed(article.readings))
