"""Saying who is for or against what, and answering the other tasks."""

import pytest

from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    UNLISTED,
    Annotation,
    Ref,
    RefKind,
    Span,
    Status,
    segment_ref,
)
from annotator.domain.article import Article
from annotator.domain.edits import judgements
from annotator.domain.edits.judgements import answer, standing_answer
from annotator.domain.edits.progress import set_flag, set_note, set_status
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, Scale, Task, TaskLabel
from tests.domain.marked import STANCE, STANCE_WITH_EVIDENCE, done, entity, marked, ref, stance

DAM = Ref(kind=RefKind.TOPIC, id="dam", name="the dam")
SENTIMENT = Task(
    name="sentiment",
    scale=Scale.ORDINAL,
    labels=(
        TaskLabel(name="negative", value=2),
        TaskLabel(name="positive", value=6),
        TaskLabel(name="unknown"),
    ),
)
TONE = Task(name="tone", about=About.ARTICLE, labels=(TaskLabel(name="calm"), TaskLabel(name="loud")))
FRAMES = Task(
    name="frames",
    about=About.ARTICLE,
    multiple=True,
    labels=(TaskLabel(name="war"), TaskLabel(name="money"), TaskLabel(name="law")),
)


@pytest.fixture
def article() -> Article:
    return marked("[Varon|GPE] hates [Dara|GPE].")[0]


@pytest.fixture
def annotation() -> Annotation:
    return marked("[Varon|GPE] hates [Dara|GPE].")[1]


def test_a_stance_gets_an_id_and_is_kept_whole(article: Article, annotation: Annotation) -> None:
    said = stance(ref(annotation, "Varon"), "against", ref(annotation, "Dara")).model_copy(
        update={
            "evidence": (Span(start=0, end=16),),
            "implicit": True,
            "note": "hm",
            "outer_holders": (AUTHOR,),
        }
    )
    annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    assert annotation.judgements == {"j1": said.model_copy(update={"id": "j1"})}


def test_the_same_is_said_once(article: Article, annotation: Annotation) -> None:
    said = stance(AUTHOR, "against", DAM)
    annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    for same in (
        said,
        said.model_copy(update={"holder": AUTHOR.model_copy(update={"name": None}), "note": "x"}),
    ):
        with pytest.raises(Refused, match="said already"):
            judgements.add_judgement(annotation, article, STANCE, same)


def test_another_holder_label_anchor_or_reporter_is_another_stance(
    article: Article, annotation: Annotation
) -> None:
    said = stance(AUTHOR, "against", DAM)
    varied = (
        said,
        said.model_copy(update={"label": "favor"}),
        said.model_copy(update={"anchor": segment_ref(0, 16)}),
        said.model_copy(update={"outer_holders": (UNLISTED,)}),
        said.model_copy(update={"holder": UNLISTED}),
        said.model_copy(update={"holder": UNLISTED.model_copy(update={"name": "a diplomat"})}),
        said.model_copy(update={"target": Ref(kind=RefKind.TOPIC, name="a topic typed by hand")}),
        said.model_copy(update={"target": Ref(kind=RefKind.TOPIC, name="another")}),
    )
    for one in varied:
        annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, one))
    assert len(annotation.judgements) == len(varied)


def test_changing_a_stance_into_another_that_is_there_is_refused(
    article: Article, annotation: Annotation
) -> None:
    for label in ("favor", "against"):
        said = stance(AUTHOR, label, DAM)
        annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    changed = annotation.judgements["j1"].model_copy(update={"label": "against"})
    with pytest.raises(Refused, match="said already"):
        judgements.edit_judgement(annotation, article, STANCE, changed)
    noted = annotation.judgements["j1"].model_copy(update={"note": "look again"})
    annotation = done(annotation, judgements.edit_judgement(annotation, article, STANCE, noted))
    assert annotation.judgements["j1"] == noted


def test_what_does_not_fit_the_task_or_the_article_is_refused(
    article: Article, annotation: Annotation
) -> None:
    varon = ref(annotation, "Varon")
    gone = Ref(kind=RefKind.ENTITY, id="e9", name="Nobody")
    unfit = (
        (stance(AUTHOR, "hates", DAM), "no label “hates”"),
        (stance(gone, "favor", DAM), "“Nobody” is no entity"),
        (stance(AUTHOR, "favor", Ref(kind=RefKind.MENTION, id="m9")), "no longer there"),
        (stance(AUTHOR, "favor", DAM).model_copy(update={"outer_holders": (gone,)}), "no entity"),
        (stance(varon, "favor", varon.model_copy(update={"name": None})), "the same entity"),
        (
            stance(AUTHOR, "favor", DAM).model_copy(update={"evidence": (Span(start=0, end=999),)}),
            "outside the text",
        ),
    )
    for judgement, sentence in unfit:
        with pytest.raises(Refused, match=sentence):
            judgements.add_judgement(annotation, article, STANCE, judgement)


def test_a_task_can_ask_for_evidence(article: Article, annotation: Annotation) -> None:
    said = stance(AUTHOR, "favor", DAM)
    with pytest.raises(Refused, match="asks for evidence"):
        judgements.add_judgement(annotation, article, STANCE_WITH_EVIDENCE, said)
    shown = said.model_copy(update={"evidence": (Span(start=0, end=5),)})
    assert judgements.add_judgement(annotation, article, STANCE_WITH_EVIDENCE, shown)


def test_evidence_is_added_in_order_and_once(article: Article, annotation: Annotation) -> None:
    said = stance(AUTHOR, "favor", DAM)
    annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    for start, end in ((6, 11), (0, 5)):
        annotation = done(annotation, judgements.add_evidence(annotation, article, "j1", start, end))
    assert annotation.judgements["j1"].evidence == (Span(start=0, end=5), Span(start=6, end=11))
    with pytest.raises(Refused, match="evidence for it already"):
        judgements.add_evidence(annotation, article, "j1", 0, 5)
    with pytest.raises(Refused, match="outside"):
        judgements.add_evidence(annotation, article, "j1", 0, 999)


def test_the_value_follows_the_label_of_a_scale(article: Article, annotation: Annotation) -> None:
    said = stance(AUTHOR, "negative", DAM, task="sentiment")
    annotation = done(annotation, judgements.add_judgement(annotation, article, SENTIMENT, said))
    assert annotation.judgements["j1"].value == 2
    for label, value in (("positive", 6), ("unknown", None)):
        changed = annotation.judgements["j1"].model_copy(update={"label": label})
        annotation = done(annotation, judgements.edit_judgement(annotation, article, SENTIMENT, changed))
        assert annotation.judgements["j1"].value == value


def test_a_value_stays_where_the_labels_have_none(article: Article, annotation: Annotation) -> None:
    said = stance(AUTHOR, "favor", DAM).model_copy(update={"value": 75.0})
    annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    assert annotation.judgements["j1"].value == 75


def test_a_removed_stance_takes_an_entity_with_it_that_is_mentioned_nowhere(
    article: Article, annotation: Annotation
) -> None:
    said = stance(ref(annotation, "Varon"), "against", DAM)
    annotation = done(annotation, judgements.add_judgement(annotation, article, STANCE, said))
    kept = done(annotation, judgements.delete_judgement(annotation, "j1"))
    assert entity(kept, "Varon")
    unmentioned = annotation.model_copy(update={"mentions": {}})
    gone = done(unmentioned, judgements.delete_judgement(unmentioned, "j1"))
    assert [e.name for e in gone.entities.values()] == ["Dara"]


def test_a_judgement_that_is_gone_is_refused_with_a_sentence(
    article: Article, annotation: Annotation
) -> None:
    with pytest.raises(Refused, match="no longer there"):
        judgements.delete_judgement(annotation, "j9")
    with pytest.raises(Refused, match="no longer there"):
        judgements.edit_judgement(annotation, article, STANCE, stance(AUTHOR, "favor", DAM))


def test_an_answer_replaces_the_one_before_and_none_takes_it_back(annotation: Annotation) -> None:
    for label in ("calm", "loud"):
        annotation = done(annotation, answer(annotation, TONE, ARTICLE, label))
    assert [(j.label, j.more_labels) for j in annotation.judgements.values()] == [("loud", ())]
    annotation = done(annotation, answer(annotation, TONE, ARTICLE, None))
    assert annotation.judgements == {}
    assert not answer(annotation, TONE, ARTICLE, None)


def test_a_task_of_several_labels_takes_and_gives_back_each(annotation: Annotation) -> None:
    for label in ("war", "money", "law", "war"):
        annotation = done(annotation, answer(annotation, FRAMES, ARTICLE, label))
    given = standing_answer(annotation, FRAMES, ARTICLE)
    assert given is not None
    assert (given.label, given.more_labels) == ("money", ("law",))
    for label in ("money", "law"):
        annotation = done(annotation, answer(annotation, FRAMES, ARTICLE, label))
    assert annotation.judgements == {}


def test_answers_are_one_for_each_target_and_task(annotation: Annotation) -> None:
    task = TONE.model_copy(update={"about": About.ENTITY})
    for name, label in (("Varon", "calm"), ("Dara", "loud")):
        annotation = done(annotation, answer(annotation, task, ref(annotation, name), label))
    annotation = done(annotation, answer(annotation, FRAMES, ARTICLE, "war"))
    assert len(annotation.judgements) == 3
    varon = standing_answer(annotation, task, ref(annotation, "Varon"))
    assert varon is not None
    assert varon.label == "calm"


def test_answers_that_cannot_be_given_are_refused(annotation: Annotation) -> None:
    with pytest.raises(Refused, match="no label “shrill”"):
        answer(annotation, TONE, ARTICLE, "shrill")
    with pytest.raises(Refused, match="holder and a target"):
        answer(annotation, STANCE, ARTICLE, "favor")
    with pytest.raises(Refused, match="“Nobody” is no entity"):
        answer(annotation, TONE, Ref(kind=RefKind.ENTITY, id="e9", name="Nobody"), "calm")


def test_done_says_under_which_guidelines_and_flags_and_notes_are_kept(annotation: Annotation) -> None:
    annotation = done(annotation, set_status(annotation, Status.DONE, guidelines_version="3"))
    annotation = done(annotation, set_flag(annotation, flagged=True))
    annotation = done(annotation, set_note(annotation, "  ask Ana "))
    progress = annotation.progress
    assert (progress.status, progress.guidelines_version) == (Status.DONE, "3")
    assert (progress.flagged, progress.note) == (True, "ask Ana")
    annotation = done(annotation, set_status(annotation, Status.IN_PROGRESS))
    annotation = done(annotation, set_note(annotation, " "))
    assert (annotation.progress.guidelines_version, annotation.progress.note) == ("3", None)
    assert not set_flag(annotation, flagged=True)
