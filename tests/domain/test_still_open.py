"""What is said to be open before an article is called done."""

import pytest

from annotator.domain.annotation import ARTICLE, Annotation
from annotator.domain.article import Article
from annotator.domain.edits.judgements import answer
from annotator.domain.edits.mentions import accept_mentions, relabel_mention
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel
from annotator.domain.still_open import OpenKind, OpenPoint, still_open
from tests.domain.marked import done, entity, marked, proposed, ref

SALIENCE = Task(
    name="salience",
    title="Salience",
    about=About.ENTITY,
    required=True,
    entity_labels=("GPE",),
    labels=(TaskLabel(name="main"),),
)
TONE = Task(name="tone", about=About.ARTICLE, required=True, labels=(TaskLabel(name="calm"),))


def scheme_of(*tasks: Task) -> Scheme:
    labels = (EntityLabel(name="GPE"), EntityLabel(name="ORG"), EntityLabel(name="PERSON"))
    return Scheme(name="test", version="1", entity_labels=labels, tasks=tasks)


def points(annotation: Annotation, article: Article, *tasks: Task) -> list[OpenPoint]:
    return list(still_open(annotation, article, scheme_of(*tasks)))


def test_mentions_nobody_looked_at_are_open() -> None:
    article, annotation = proposed("[Varon|GPE] met [Toll|PERSON].")
    (point,) = points(annotation, article)
    assert (point.kind, point.mention_ids) == (OpenKind.UNTOUCHED, ("m1", "m2"))
    assert point.sentence == "2 mentions have not been looked at."
    one = done(annotation, accept_mentions(annotation, ["m1"], name="accept"))
    assert points(one, article)[0].sentence == "1 mention has not been looked at."
    both = done(one, accept_mentions(one, ["m2"], name="accept"))
    assert points(both, article) == []


def test_one_name_with_two_labels_is_open_however_it_is_spelt() -> None:
    article, annotation = marked("[Varon|GPE], [the Varon’s|ORG], [Toll|PERSON], [Varon|GPE]")
    (point,) = points(annotation, article)
    assert (point.kind, point.mention_ids) == (OpenKind.TWO_LABELS, ("m1", "m2", "m4"))
    assert point.sentence == "“Varon” is marked as GPE and as ORG."
    settled = done(annotation, relabel_mention(annotation, "m2", "GPE"))
    assert points(settled, article) == []


def test_marks_that_are_no_names_are_not_compared() -> None:
    article, annotation = marked("[-|GPE] and [’s|ORG]")
    assert points(annotation, article) == []


def test_edges_that_no_model_learns_are_open_where_somebody_drew_them() -> None:
    article, annotation = marked("[Mira Toll,|PERSON] left [Varon|GPE].")
    (point,) = points(annotation, article)
    assert (point.kind, point.mention_ids) == (OpenKind.WILL_NOT_TRAIN, ("m1",))
    assert point.sentence == "“Mira Toll,” will not train well: it ends with a comma."
    proposal, untouched = proposed("[Mira Toll,|PERSON] left.")
    assert [one.kind for one in points(untouched, proposal)] == [OpenKind.UNTOUCHED]


def test_required_answers_are_open_for_the_entities_they_are_asked_of() -> None:
    article, annotation = marked("[Varon|GPE] met [Toll|PERSON].")
    (point,) = points(annotation, article, SALIENCE)
    assert (point.kind, point.entity_id) == (OpenKind.UNANSWERED, entity(annotation, "Varon").id)
    assert point.sentence == "Salience is not answered for “Varon”."
    answered = done(annotation, answer(annotation, SALIENCE, ref(annotation, "Varon"), "main"))
    assert points(answered, article, SALIENCE) == []


def test_a_required_answer_about_the_article_is_open() -> None:
    article, annotation = marked("Varon")
    assert [point.sentence for point in points(annotation, article, TONE)] == ["tone is not answered."]
    answered = done(annotation, answer(annotation, TONE, ARTICLE, "calm"))
    assert points(answered, article, TONE) == []


@pytest.mark.parametrize("task", [SALIENCE, TONE])
def test_what_is_not_required_is_never_open(task: Task) -> None:
    article, annotation = marked("[Varon|GPE]")
    assert points(annotation, article, task.model_copy(update={"required": False})) == []
