"""What annotators are shown of decisions against them: what stands in gold, where, and why."""

from annotator.domain.annotation import GOLD, Annotation, Judgement, Span
from annotator.domain.ruling import Outcome as Ruled
from annotator.domain.ruling import RuledAnswer, Ruling
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel
from annotator.gui.ruled_otherwise import article_changes_of, changes_of
from annotator.project.visibility import Outcome
from tests import builders
from tests.builders import ANNA, TEXT

CALM = TaskLabel(name="calm", title="Calm")
SCHEME = Scheme(
    name="news",
    version="1",
    entity_labels=(EntityLabel(name="GPE"), EntityLabel(name="ORG")),
    tasks=(
        Task(name="tone", title="Tone of the article", about=About.ARTICLE, labels=(CALM,)),
        Task(name="stance", title="Stance", labels=(TaskLabel(name="favor", title="In favour"),)),
    ),
)
AT = TEXT.index("Varon")


def ruling(task: str | None, *made: str, start: int = AT, end: int = AT + 5, follows: bool = False) -> Ruling:
    return Ruling(
        id=f"{task} {made}",
        layer="mentions" if task is None else "judgements",
        difference="label",
        task=task,
        start=start,
        end=end,
        outcome=Ruled.TAKEN if made else Ruled.NEITHER,
        answers=(RuledAnswer(annotators=(ANNA.name,), said="ORG 1-2", stands=follows),),
        made=made,
        note="A town is a place.",
        by="Rita",
    )


def outcome(*rulings: Ruling) -> Outcome:
    made = builders.annotation(GOLD, "a1", builders.mention("m1", AT, AT + 5, "GPE", "e1"))
    gold = made.model_copy(
        update={
            "rulings": {one.id: one for one in rulings},
            "judgements": {
                "j1": Judgement(id="j1", task="tone", label="calm"),
                "j2": Judgement(id="j2", task="stance", label="favor", evidence=(Span(start=0, end=4),)),
            },
        }
    )
    return Outcome(gold, Annotation(article_id="a1", annotator=ANNA, scheme=SCHEME.id))


def test_what_stands_is_shown_where_it_stands_by_its_title_with_the_reason() -> None:
    shown = changes_of(outcome(ruling(None, "m1"), ruling("stance", "j2")), SCHEME)
    assert [(one.start, one.end, one.label) for one in shown] == [(AT, AT + 5, "GPE"), (0, 4, "In favour")]
    assert {one.title for one in shown} == {"A town is a place."}


def test_where_nothing_stands_the_place_in_question_says_so() -> None:
    (shown,) = changes_of(outcome(ruling(None)), SCHEME)
    assert (shown.start, shown.end, shown.label) == (AT, AT + 5, "nothing stands")


def test_what_is_said_of_a_whole_article_is_a_sentence_and_no_bracket_around_everything() -> None:
    found = outcome(ruling("tone", "j1", start=0, end=len(TEXT)))
    assert changes_of(found, SCHEME) == ()
    assert article_changes_of(found, SCHEME) == ("Tone of the article: Calm (A town is a place.)",)


def test_what_followed_the_annotator_is_not_shown() -> None:
    found = outcome(ruling(None, "m1", follows=True), ruling("tone", "j1", follows=True))
    assert changes_of(found, SCHEME) == ()
    assert article_changes_of(found, SCHEME) == ()
