"""Labels and tasks that come from outside are added to the scheme, and nothing else of it changes."""

from annotator.domain.annotation import ARTICLE, Judgement, Mention, Ref, RefKind, segment_ref
from annotator.domain.scheme import About, Topic
from annotator.domain.scheme_growth import Unknown
from tests.builders import ANNA, SCHEME, annotation

ENTITY = Ref(kind=RefKind.ENTITY, id="e1")


def unknown(*judgements: Judgement, mentions: tuple[Mention, ...] = ()) -> Unknown:
    met = Unknown(SCHEME)
    said = annotation(ANNA, "a1")
    met.meet(
        said.model_copy(
            update={
                "judgements": {one.id: one for one in judgements},
                "mentions": {one.id: one for one in mentions},
            }
        )
    )
    return met


def test_a_scheme_that_has_everything_stays_the_one_it_is() -> None:
    known = SCHEME.entity_labels[0].name
    met = unknown(mentions=(Mention(id="m1", start=0, end=1, label=known),))
    assert met.grown() is SCHEME
    assert met.names() == ()


def test_entity_labels_are_added_after_those_that_are_there() -> None:
    met = unknown(mentions=(Mention(id="m1", start=0, end=1, label="SHIP"),))
    assert met.grown().entity_labels[:-1] == SCHEME.entity_labels
    assert met.grown().entity_labels[-1].name == "SHIP"
    assert met.names() == ("SHIP",)


def test_a_new_task_asks_for_what_its_answers_point_at() -> None:
    grown = unknown(
        Judgement(id="j1", task="relation", holder=ENTITY, target=ENTITY, label="owns"),
        Judgement(id="j2", task="tone", target=ARTICLE, label="calm"),
        Judgement(id="j3", task="sentiment", target=ENTITY, label="good"),
        Judgement(id="j4", task="claim", anchor=segment_ref(0, 4), label="true"),
    ).grown()
    found = {task.name: task.about for task in grown.tasks[len(SCHEME.tasks) :]}
    assert found == {
        "relation": About.PAIR,
        "tone": About.ARTICLE,
        "sentiment": About.ENTITY,
        "claim": About.SEGMENT,
    }


def test_a_new_answer_to_a_known_task_is_added_to_it_once() -> None:
    task = SCHEME.tasks[0]
    given = [Judgement(id=f"j{n}", task=task.name, target=ENTITY, label="doubtful") for n in range(2)]
    met = unknown(*given)
    grown = met.grown().task(task.name)
    assert grown is not None
    assert [label.name for label in grown.labels] == [*(label.name for label in task.labels), "doubtful"]
    assert met.names() == (f"{task.name}: doubtful",)


def test_a_task_that_was_answered_with_several_labels_takes_several() -> None:
    met = unknown(Judgement(id="j1", task="frames", target=ARTICLE, label="crisis", more_labels=("hope",)))
    grown = met.grown().task("frames")
    assert grown is not None
    assert grown.multiple
    assert [label.name for label in grown.labels] == ["crisis", "hope"]


def test_topics_and_claims_that_answers_point_at_are_added_once() -> None:
    known = SCHEME.topics[0]
    met = unknown(
        Judgement(id="j1", task="stance", target=Ref(kind=known.kind, id=known.id), label="favor"),
        Judgement(
            id="j2", task="stance", target=Ref(kind=RefKind.TOPIC, id="t", name="Tides"), label="favor"
        ),
        Judgement(
            id="j3", task="stance", target=Ref(kind=RefKind.TOPIC, id="t", name="Tides"), label="favor"
        ),
        Judgement(id="j4", task="stance", target=Ref(kind=RefKind.CLAIM, id="It rises."), label="favor"),
        Judgement(id="j5", task="stance", target=Ref(kind=RefKind.TOPIC, name="nothing"), label="favor"),
    )
    assert met.names()[-2:] == ("topic: Tides", "claim: It rises.")
    assert met.grown().topics == (
        *SCHEME.topics,
        Topic(id="t", name="Tides"),
        Topic(id="It rises.", name="It rises.", kind=RefKind.CLAIM),
    )
