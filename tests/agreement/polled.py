"""Answers of made-up annotators whose reliability is known, for what is estimated from answers alone."""

from collections.abc import Mapping, Sequence
from random import Random

from annotator.agreement.polls import Polls
from annotator.agreement.questions import Answer, Question
from annotator.agreement.table import Layer
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel

SCHEME = Scheme(
    name="test",
    version="1",
    entity_labels=(EntityLabel(name="PERSON"), EntityLabel(name="ORG"), EntityLabel(name="GPE")),
    tasks=(
        Task(
            name="stance",
            labels=(TaskLabel(name="favor"), TaskLabel(name="against"), TaskLabel(name="neutral")),
        ),
        Task(
            name="topics",
            about=About.ARTICLE,
            labels=(TaskLabel(name="war"), TaskLabel(name="trade"), TaskLabel(name="sport")),
            multiple=True,
        ),
    ),
)


def mention_question(**labels: str) -> Question:
    """What each annotator called a mention; "" where they marked nothing."""
    return question(Layer.MENTIONS, None, {name: (label,) if label else () for name, label in labels.items()})


def question(layer: Layer, task: str | None, labels: Mapping[str, tuple[str, ...]]) -> Question:
    return Question(layer, task, {name: Answer(labels[name]) for name in sorted(labels)})


def polls_of(*articles: Sequence[Question], scheme: Scheme = SCHEME) -> Polls:
    """Each article read by those who were asked something on it."""
    polls = Polls(scheme)
    for questions in articles:
        polls.add(sorted({name for one in questions for name in one.answers}), questions)
    return polls


def random_polls(seed: int, sees: Mapping[str, float], knows: Mapping[str, float], articles: int) -> Polls:
    """Twenty mentions an article: each annotator sees one, and knows its label, as often as said."""
    random = Random(seed)
    labels = [label.name for label in SCHEME.entity_labels]

    def answer(name: str, truth: str) -> str:
        if random.random() > sees[name]:
            return ""
        return truth if random.random() < knows[name] else random.choice(labels)

    def asked() -> Question:
        truth = random.choice(labels)
        return mention_question(**{name: answer(name, truth) for name in sees})

    drawn = [[asked() for _ in range(20)] for _ in range(articles)]
    return polls_of(*([one for one in some if one.given] for some in drawn))
