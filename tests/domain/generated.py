"""Generated articles and annotations, in every script and with everything that moves offsets."""

from hypothesis import strategies as st
from pydantic import JsonValue

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
    RejectedProposal,
    SchemeVersion,
    Span,
    Status,
)
from annotator.domain.article import (
    Article,
    Direction,
    Origin,
    Removal,
    Replacement,
    Segment,
    SegmentKind,
)
from annotator.domain.records import AnnotationRecord
from annotator.domain.ruling import ErrorCategory, Outcome, RuledAnswer, Ruling

# Astral characters, combining marks, right-to-left, bidi and zero-width marks, odd line breaks.
_PIECES = st.sampled_from(
    [
        *("Varon", "Mira Toll’s", " ", "\n", "\n\n", "\r\n", ". ", "“no”", "\u00a0", "\t", "{", "\\", '"'),
        *("😀", "👩‍👩‍👧", "🇦🇲🇦🇿", "𝔘𝔫", "e\u0301", "नमस्ते", "한국", "日本。", "ﷺ", "السلام عليكم", "שלום"),
        *("\u200f", "\u202b", "\u2066", "\u200b", "\ufeff", "\u2028", "\x85", "\x00", "\x1b"),
    ]
)
_CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.lists(_PIECES | st.text(_CHARACTERS, max_size=4), min_size=1, max_size=25).map("".join)
NON_EMPTY = TEXTS.filter(bool)
WORDS = st.text(_CHARACTERS, min_size=1, max_size=8)
MAYBE = st.none() | WORDS
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | FLOATS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
META = st.dictionaries(WORDS, JSON, max_size=3)


@st.composite
def offsets(draw: st.DrawFn, length: int) -> tuple[int, int]:
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


@st.composite
def origins(draw: st.DrawFn, text: str) -> Origin:
    """Pieces of an original that the text can have been made from."""
    removed: list[Removal] = []
    replaced: list[Replacement] = []
    shift = 0
    for offset in sorted(draw(st.sets(st.integers(0, len(text)), max_size=4))):
        start, length = offset + shift, draw(st.integers(1, 9))
        with_ = text[offset : offset + 1] if draw(st.booleans()) else ""
        if with_:
            replaced.append(Replacement(start=start, end=start + length, with_=with_, rule="mojibake"))
        else:
            removed.append(Removal(start=start, end=start + length, rule="line-ends"))
        shift += length - len(with_)
    plain = draw(st.booleans())
    return Origin(
        file=draw(WORDS),
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        removed=tuple(removed) if plain else None,
        replaced=tuple(replaced) if plain else None,
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(NON_EMPTY)
    spans = draw(st.lists(offsets(len(text)), max_size=3))
    kinds = st.sampled_from(SegmentKind)
    return Article(
        id=draw(WORDS),
        text=text,
        title=draw(MAYBE),
        language=draw(MAYBE),
        direction=draw(st.none() | st.sampled_from(Direction)),
        source=draw(MAYBE),
        url=draw(MAYBE),
        author=draw(MAYBE),
        published=draw(MAYBE),
        dateline=draw(MAYBE),
        meta=draw(META),
        segments=tuple(Segment(kind=draw(kinds), start=start, end=end) for start, end in spans),
        origin=draw(st.none() | origins(text)),
    )


def _ids(letter: str) -> st.SearchStrategy[list[str]]:
    """Ids as the program gives them, with gaps, past ten, and in no order."""
    return st.lists(st.integers(1, 30).map(lambda n: f"{letter}{n}"), unique=True, max_size=5)


@st.composite
def mentions(draw: st.DrawFn, text: str, id_: str, entities: list[str]) -> Mention:
    start, end = draw(offsets(len(text)))
    middle = range(start + 1, end)
    fragments: tuple[tuple[int, int], ...] = ()
    if len(middle) >= 2 and draw(st.booleans()):
        left, right = sorted(draw(st.lists(st.sampled_from(middle), min_size=2, max_size=2, unique=True)))
        fragments = ((start, left), (right, end))
    return Mention(
        id=id_,
        start=start,
        end=end,
        label=draw(WORDS),
        entity=draw(st.none() | st.sampled_from(entities)) if entities else None,
        origin=draw(st.sampled_from(MentionOrigin)),
        decision=draw(st.sampled_from(Decision)),
        fragments=fragments,
        distribution=draw(st.dictionaries(WORDS, FLOATS, max_size=2)),
    )


@st.composite
def refs(draw: st.DrawFn, text: str, entities: list[str], marked: list[str]) -> Ref:
    kinds = (
        set(RefKind)
        - ({RefKind.ENTITY} if not entities else set())
        - ({RefKind.MENTION} if not marked else set())
    )
    kind = draw(st.sampled_from(sorted(kinds)))
    match kind:
        case RefKind.ENTITY:
            id_: str | None = draw(st.sampled_from(entities))
        case RefKind.MENTION:
            id_ = draw(st.sampled_from(marked))
        case RefKind.SEGMENT:
            start, end = draw(offsets(len(text)))
            id_ = f"{start}-{end}"
        case RefKind.TOPIC | RefKind.CLAIM:
            id_ = draw(WORDS)
        case _:
            id_ = None
    return Ref(kind=kind, id=id_, name=draw(MAYBE))


@st.composite
def judgements(draw: st.DrawFn, text: str, id_: str, entities: list[str], marked: list[str]) -> Judgement:
    ref = refs(text, entities, marked)
    spans = draw(st.lists(offsets(len(text)), max_size=2))
    return Judgement(
        id=id_,
        task=draw(WORDS),
        holder=draw(st.none() | ref),
        target=draw(st.none() | ref),
        anchor=draw(st.none() | ref),
        label=draw(MAYBE),
        intensity=draw(st.none() | FLOATS),
        implicit=draw(st.booleans()),
        evidence=tuple(Span(start=start, end=end) for start, end in spans),
        confidence=draw(st.none() | FLOATS),
        note=draw(MAYBE),
        outer_holders=tuple(draw(st.lists(ref, max_size=2))),
        more_labels=tuple(draw(st.lists(WORDS, max_size=2))),
        implied_label=draw(MAYBE),
        value=draw(st.none() | FLOATS),
        distribution=draw(st.dictionaries(WORDS, FLOATS, max_size=3)),
    )


@st.composite
def rulings(draw: st.DrawFn, text: str, id_: str, made: list[str]) -> Ruling:
    start, end = draw(offsets(len(text)))
    answer = st.builds(
        RuledAnswer,
        annotators=st.lists(WORDS, max_size=2).map(tuple),
        said=WORDS,
        stands=st.booleans(),
    )
    return Ruling(
        id=id_,
        layer="mentions",
        difference=draw(WORDS),
        task=draw(MAYBE),
        start=start,
        end=end,
        outcome=draw(st.sampled_from(Outcome)),
        answers=tuple(draw(st.lists(answer, max_size=3))),
        made=tuple(draw(st.lists(st.sampled_from(made), max_size=2))) if made else (),
        note=draw(MAYBE),
        category=draw(st.none() | st.sampled_from(ErrorCategory)),
        by=draw(WORDS),
        guidelines_version=draw(MAYBE),
    )


@st.composite
def annotations(draw: st.DrawFn, article: Article) -> Annotation:
    text = article.text
    entity_ids, mention_ids = draw(_ids("e")), draw(_ids("m"))
    entity = st.builds(
        Entity, id=st.just("e"), name=WORDS, label=WORDS, canonical=MAYBE, kb_id=MAYBE, attributes=META
    )
    rejected = draw(st.lists(offsets(len(text)), max_size=2))
    return Annotation(
        article_id=article.id,
        annotator=Annotator(name=draw(WORDS), kind=draw(st.sampled_from(AnnotatorKind))),
        scheme=SchemeVersion(name=draw(WORDS), version=draw(WORDS)),
        progress=Progress(
            status=draw(st.sampled_from(Status)),
            flagged=draw(st.booleans()),
            note=draw(MAYBE),
            pipeline=draw(MAYBE),
            guidelines_version=draw(MAYBE),
        ),
        mentions={id_: draw(mentions(text, id_, entity_ids)) for id_ in mention_ids},
        entities={id_: draw(entity).model_copy(update={"id": id_}) for id_ in entity_ids},
        judgements={id_: draw(judgements(text, id_, entity_ids, mention_ids)) for id_ in draw(_ids("j"))},
        rejected={
            f"r{number}": RejectedProposal(id=f"r{number}", start=start, end=end, label=draw(WORDS))
            for number, (start, end) in enumerate(rejected, start=7)
        },
        rulings={id_: draw(rulings(text, id_, mention_ids)) for id_ in draw(st.sets(WORDS, max_size=2))},
        meta=draw(META),
    )


@st.composite
def records(draw: st.DrawFn, article: Article) -> AnnotationRecord:
    return AnnotationRecord(
        annotation=draw(annotations(article)),
        created="2024-05-01T08:00:00Z",
        updated="2024-05-02T09:30:00Z",
        active_seconds=draw(st.floats(0, 1e6)),
        program_version="0.1.0",
    )
