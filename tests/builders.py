"""Small articles, annotations and schemes for tests, with only what the test is about spelled out."""

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Decision,
    Entity,
    Judgement,
    Mention,
    MentionOrigin,
    Progress,
    Ref,
    RefKind,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.log import How, LogEntry
from annotator.domain.records import AnnotatedArticle, AnnotationRecord
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel, Topic
from annotator.domain.steps import Step

TEXT = (
    "Mira Toll spoke in Varon on Monday. Toll’s party rejects the dam.\n\n"
    "“We will not pay,” said Toll 🌊. The Varon council wants the dam. Varon waits."
)
AT = "2024-05-17T09:30:00.000+00:00"
ANNA = Annotator(name="Anna")
BEN = Annotator(name="Ben")
MODEL = Annotator(name="en_core_web_sm 3.8.0", kind=AnnotatorKind.MODEL)

SCHEME = Scheme(
    name="test",
    version="1",
    entity_labels=(
        EntityLabel(name="PERSON", key="1"),
        EntityLabel(name="ORG", key="2"),
        EntityLabel(name="GPE", key="3"),
    ),
    tasks=(
        Task(
            name="stance",
            labels=(TaskLabel(name="favor"), TaskLabel(name="against"), TaskLabel(name="neutral")),
        ),
        Task(
            name="salience",
            about=About.ENTITY,
            labels=(TaskLabel(name="main"), TaskLabel(name="other")),
        ),
    ),
    topics=(Topic(id="dam", name="the dam"),),
)


def article(
    text: str = TEXT, id_: str = "a1", title: str | None = None, source: str | None = None
) -> Article:
    return Article(id=id_, text=text, title=title, source=source)


def mention(id_: str, start: int, end: int, label: str = "PERSON", entity: str | None = None) -> Mention:
    return Mention(
        id=id_,
        start=start,
        end=end,
        label=label,
        entity=entity,
        origin=MentionOrigin.HUMAN,
        decision=Decision.ADDED,
    )


def stance(id_: str, holder: str, label: str = "against", topic: str = "dam") -> Judgement:
    """A stance of an entity, by its id, toward a topic."""
    return Judgement(
        id=id_,
        task="stance",
        holder=Ref(kind=RefKind.ENTITY, id=holder),
        target=Ref(kind=RefKind.TOPIC, id=topic),
        label=label,
    )


def annotation(
    annotator: Annotator = ANNA,
    article_id: str = "a1",
    *mentions: Mention,
    status: Status = Status.NOT_STARTED,
) -> Annotation:
    """Entities come of what the mentions refer to."""
    entities = {m.entity: Entity(id=m.entity, name=m.entity, label=m.label) for m in mentions if m.entity}
    return Annotation(
        article_id=article_id,
        annotator=annotator,
        scheme=SCHEME.id,
        progress=Progress(status=status),
        mentions={m.id: m for m in mentions},
        entities=entities,
    )


def record(value: Annotation, *, at: str = AT, active_seconds: float = 0.0) -> AnnotationRecord:
    return AnnotationRecord(
        annotation=value, created=at, updated=at, active_seconds=active_seconds, program_version="0.1.0"
    )


def annotated(value: Article, *said: Annotation) -> AnnotatedArticle:
    return AnnotatedArticle(article=value, records=tuple(record(one) for one in said))


def entry(revision: int, step: Step, how: How = How.DO, *, at: str = AT, by: str = "Anna") -> LogEntry:
    return LogEntry(revision, at, by, how, step.model_dump_json().encode())
