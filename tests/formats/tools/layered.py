"""Generated work that layers can hold all of, and what of two annotations has to be equal."""

from hypothesis import strategies as st

from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    GENERAL,
    NOBODY,
    UNLISTED,
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
    RejectedProposal,
    Span,
    Status,
    segment_ref,
)
from annotator.domain.article import Article, Segment, SegmentKind
from annotator.domain.tokens import Offsets, tokens
from tests.builders import SCHEME

_PIECES = st.sampled_from(
    [
        *("Mira Toll’s", "Varon", " ", "  ", ". ", "\n", "\n\n", "“no”", "dam", "\t", "\\n", "->", "[1]"),
        *("😀", "👩‍👩‍👧", "e\u0301", "日本。", "שלום", "نعم", "|", "_", "*", ";", "#", "U.S.", "\u00a0"),
    ]
)
TEXTS = st.lists(_PIECES, min_size=1, max_size=20).map("".join).filter(lambda text: bool(text.strip()))
WORDS = st.sampled_from(
    ["PER", "a b", "x|y", "[3]", "_", "*", "a->b", "\\", "\\t", "é😀", ";", "“q”", "<&>", "c\td", "e\nf"]
)
_USUAL = st.sampled_from([ARTICLE, AUTHOR, GENERAL, NOBODY, UNLISTED])
_NUMBERS = st.none() | st.floats(-10, 10)


@st.composite
def _spans(draw: st.DrawFn, text: str) -> Offsets:
    """A stretch that begins and ends where tokens do, or in their middle, never in white space."""
    words = tokens(text)
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(first + 3, len(words) - 1)))
    start, end = words[first][0], words[last][1]
    if draw(st.integers(0, 4)) == 0:
        start = draw(st.integers(start, words[first][1] - 1))
        end = draw(st.integers(max(start, words[last][0]) + 1, end))
    return start, end


@st.composite
def _refs(draw: st.DrawFn, text: str, entities: list[str], mentions: list[str]) -> Ref:
    kinds = [
        "usual",
        "topic",
        "segment",
        *(["entity"] if entities else []),
        *(["mention"] if mentions else []),
    ]
    match draw(st.sampled_from(kinds)):
        case "usual":
            return draw(_USUAL)
        case "topic":
            kind = draw(st.sampled_from([RefKind.TOPIC, RefKind.CLAIM]))
            return Ref(kind=kind, id=draw(WORDS), name=draw(WORDS))
        case "segment":
            return segment_ref(*draw(_spans(text)))
        case "entity":
            return Ref(kind=RefKind.ENTITY, id=draw(st.sampled_from(entities)))
        case _:
            return Ref(kind=RefKind.MENTION, id=draw(st.sampled_from(mentions)))


@st.composite
def _judgements(draw: st.DrawFn, text: str, id_: str, entities: list[str], mentions: list[str]) -> Judgement:
    refs = st.none() | _refs(text, entities, mentions)
    evidence = draw(st.lists(_spans(text), max_size=2))
    anchor = draw(st.none() | _refs(text, entities, []))
    return Judgement(
        id=id_,
        task=draw(WORDS),
        holder=draw(refs),
        target=draw(refs),
        anchor=anchor,
        label=draw(st.none() | WORDS),
        intensity=draw(_NUMBERS),
        implicit=draw(st.booleans()),
        evidence=tuple(Span(start=start, end=end) for start, end in evidence),
        confidence=draw(_NUMBERS),
        note=draw(st.none() | WORDS),
        more_labels=tuple(draw(st.lists(WORDS, max_size=2))),
        implied_label=draw(st.none() | WORDS),
        value=draw(_NUMBERS),
    )


@st.composite
def _annotations(draw: st.DrawFn, article: Article, annotator: Annotator) -> Annotation:
    text = article.text
    entity_ids = [f"e{number}" for number in range(1, draw(st.integers(0, 3)) + 1)]
    places = draw(
        st.lists(st.tuples(_spans(text), WORDS), max_size=5, unique_by=lambda one: (one[0], one[1]))
    )
    mentions = {
        f"m{number}": Mention(
            id=f"m{number}",
            start=start,
            end=end,
            label=label,
            entity=draw(st.none() | st.sampled_from(entity_ids)) if entity_ids else None,
            origin=MentionOrigin.IMPORTED,
            decision=Decision.ACCEPTED,
        )
        for number, ((start, end), label) in enumerate(places, 1)
    }
    entities = {
        id_: Entity(
            id=id_,
            name=draw(WORDS),
            label=draw(WORDS),
            canonical=draw(st.none() | WORDS),
            kb_id=draw(st.none() | st.sampled_from(["Q1", "http://kb/Q_2"])),
            attributes=draw(st.sampled_from([{}, {"role": "minister", "n": [1, None]}])),
        )
        for id_ in entity_ids
    }
    judgements = [
        draw(_judgements(text, f"j{number}", entity_ids, list(mentions)))
        for number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    rejected = draw(st.lists(st.tuples(_spans(text), WORDS), max_size=2))
    return Annotation(
        article_id=article.id,
        annotator=annotator,
        scheme=SCHEME.id,
        progress=Progress(
            status=draw(st.sampled_from([Status.DONE, Status.IN_PROGRESS, Status.SKIPPED])),
            flagged=draw(st.booleans()),
            note=draw(st.none() | WORDS),
        ),
        mentions=mentions,
        entities=entities,
        judgements={one.id: one for one in judgements},
        rejected={
            f"r{number}": RejectedProposal(id=f"r{number}", start=start, end=end, label=label)
            for number, ((start, end), label) in enumerate(sorted(rejected), 1)
        },
    )


@st.composite
def works(draw: st.DrawFn) -> tuple[Article, tuple[Annotation, ...]]:
    """An article with the work of up to three annotators, of which layers can hold everything."""
    text = draw(TEXTS)
    segments = [Segment(kind=draw(st.sampled_from(SegmentKind)), start=0, end=len(text))]
    article = Article(
        id="a-1",
        text=text,
        title=draw(st.none() | st.just("A title")),
        segments=tuple(segments) if draw(st.booleans()) else (),
    )
    annotators = [
        Annotator(name="Anna"),
        Annotator(name="anna/../b ü"),
        Annotator(name="gold", kind=AnnotatorKind.ADJUDICATED),
        Annotator(name="model 1", kind=AnnotatorKind.MODEL),
    ]
    chosen = draw(st.lists(st.sampled_from(annotators), min_size=1, max_size=3, unique=True))
    return article, tuple(draw(_annotations(article, one)) for one in chosen)


def content(value: Annotation) -> dict[str, object]:
    """What an annotation says, whatever ids its mentions and entities have, in order."""
    by_entity: dict[str, list[tuple[int, int, str]]] = {}
    for mention in value.mentions.values():
        if mention.entity is not None:
            by_entity.setdefault(mention.entity, []).append((mention.start, mention.end, mention.label))
    entities = {
        id_: (
            *(one.name, one.label, one.canonical, one.kb_id, repr(sorted(one.attributes.items()))),
            tuple(sorted(by_entity.get(id_, ()))),
        )
        for id_, one in value.entities.items()
    }
    mentions = {
        id_: (one.start, one.end, one.label, repr(entities.get(one.entity or "")))
        for id_, one in value.mentions.items()
    }

    def pointed_at(ref: Ref | None) -> object:
        if ref is None or ref.kind not in (RefKind.ENTITY, RefKind.MENTION):
            return ref
        known: dict[str, object] = {**entities} if ref.kind is RefKind.ENTITY else {**mentions}
        return ref.kind, known[ref.id or ""]

    judgements = [
        (
            one.model_copy(update={"holder": None, "target": None, "anchor": None, "evidence": ()}),
            *map(pointed_at, (one.holder, one.target, one.anchor)),
            sorted((span.start, span.end) for span in one.evidence),
        )
        for one in value.judgements.values()
    ]
    return {
        "annotator": value.annotator,
        "progress": value.progress,
        "mentions": sorted(mentions.values()),
        "entities": sorted(map(repr, entities.values())),
        "judgements": sorted(map(repr, judgements)),
        "rejected": sorted((one.start, one.end, one.label) for one in value.rejected.values()),
    }
