"""Generated work: texts in several scripts, and whatever somebody can say of them, in usual or odd words."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    GENERAL,
    GOLD,
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
from annotator.domain.ruling import Outcome, Ruling
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel, Topic
from annotator.domain.tokens import Offsets, tokens

SCHEME = Scheme(
    name="trips",
    version="1",
    entity_labels=tuple(EntityLabel(name=name) for name in ("PERSON", "GPE", "OTHER")),
    tasks=tuple(
        Task(name=name, about=about, multiple=multiple, labels=tuple(TaskLabel(name=one) for one in labels))
        for name, about, multiple, labels in (
            ("stance", About.PAIR, False, ("favor", "against", "neutral")),
            ("guess", About.PAIR, False, ("yes",)),
            ("a b", About.PAIR, False, ("c d",)),
            ("sentiment", About.PAIR, False, ("negative", "neutral", "positive")),
            ("salience", About.ENTITY, False, ("main", "other")),
            ("tone", About.ARTICLE, True, ("calm", "angry", "sad")),
            ("frame", About.SEGMENT, False, ("war", "money")),
        )
    ),
    topics=(Topic(id="dam", name="the dam"),),
)

_PIECES = st.sampled_from(
    [
        *(
            "Mira Toll",
            "Varon",
            "dam",
            "U.S.",
            "“no”",
            "l’eau",
            "said",
            "x_y",
            "LOC",
            "#1",
            "[1]",
            "a|b",
            ";",
        ),
        *(" ", " ", " ", "  ", ". ", "! ", "\n", "\n\n", "\n \n", "\t", "\u00a0", "\\n", "->", "*"),
        *("😀", "👩‍👩‍👧", "e\u0301", "नमस्ते", "日本。", "السلام عليكم", "שלום", "\u200f", "\u200d", "ﷺ"),
    ]
)
_CARRIAGE_RETURNS = st.sampled_from(["\r\n", "\r\n\r\n", "."])


@dataclass(frozen=True)
class Wording:
    """What labels, tasks, names and notes are called."""

    labels: st.SearchStrategy[str]
    tasks: st.SearchStrategy[str]
    names: st.SearchStrategy[str]
    notes: st.SearchStrategy[str]


USUAL = Wording(
    labels=st.sampled_from(["PERSON", "GPE", "OTHER", "B-LOC", "a b", "x|y", "O", "_", "é😀", "ב"]),
    tasks=st.sampled_from([task.name for task in SCHEME.tasks]),
    names=st.sampled_from(["Mira Toll", "Varon", "the dam", "X", "a, “b” (c)", "שלום", "😀"]),
    notes=st.sampled_from(["sure?", "why “so”", "two  words", "שלום"]),
)
_ODD_WORDS = st.sampled_from(
    ["PER", "a b", "x|y", "[3]", "_", "*", "a->b", "\\", "\\t", "é😀", ";", "“q”", "<&>", "c\td", "e\nf"]
)
ODD = Wording(labels=_ODD_WORDS, tasks=_ODD_WORDS, names=_ODD_WORDS, notes=_ODD_WORDS)
"""Full of what formats part their fields by; no task is one of the scheme."""
_USUAL = st.sampled_from([ARTICLE, AUTHOR, GENERAL, NOBODY, UNLISTED])
_NUMBERS = st.sampled_from([0.0, 0.25, 1.0, -3.5]) | st.floats(-10, 10)


def texts(*, carriage_returns: bool = False) -> st.SearchStrategy[str]:
    """Texts with words in them."""
    pieces = _PIECES | _CARRIAGE_RETURNS if carriage_returns else _PIECES
    return st.lists(pieces, min_size=1, max_size=16).map("".join).filter(lambda text: bool(tokens(text)))


@st.composite
def spans(draw: st.DrawFn, text: str, *, around: bool = False) -> Offsets:
    """Mostly words, at times parts of them, or more than them where that is wanted."""
    words = tokens(text)
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(first + 3, len(words) - 1)))
    start, end = words[first][0], words[last][1]
    match draw(st.sampled_from(["words"] * 6 + ["part", "around"])):
        case "part":
            start = draw(st.integers(start, words[first][1] - 1))
        case "around" if around and "\r" not in text:
            start, end = (
                draw(st.integers(max(0, start - 2), start)),
                draw(st.integers(end, min(len(text), end + 2))),
            )
    return start, end


@st.composite
def _mentions(
    draw: st.DrawFn,
    text: str,
    id_: str,
    entities: list[str],
    labels: st.SearchStrategy[str],
    *,
    has_shares: bool,
) -> Mention:
    start, end = draw(spans(text, around=True))
    inside = [place for place in tokens(text) if start < place[0] and place[1] < end]
    fragments: tuple[Offsets, ...] = ()
    if inside and draw(st.integers(0, 2)) == 0:
        left, right = draw(st.sampled_from(inside))
        fragments = ((start, left), (right, end))
    return Mention(
        id=id_,
        start=start,
        end=end,
        label=draw(labels),
        entity=draw(st.none() | st.sampled_from(entities)) if entities else None,
        origin=draw(st.sampled_from(MentionOrigin)),
        decision=draw(st.sampled_from(Decision)),
        fragments=fragments,
        distribution={"PERSON": 0.75, "GPE": 0.25} if has_shares and draw(st.booleans()) else {},
    )


@st.composite
def _refs(
    draw: st.DrawFn, text: str, entities: list[str], mentions: list[str], names: st.SearchStrategy[str]
) -> Ref:
    kinds = ["usual", "topic", "segment"] + ["entity"] * 4 * bool(entities) + ["mention"] * 4 * bool(mentions)
    match draw(st.sampled_from(kinds)):
        case "usual":
            return draw(_USUAL)
        case "topic":
            known = st.just(Ref(kind=RefKind.TOPIC, id="dam", name="the dam"))
            return draw(known | st.builds(Ref, kind=st.just(RefKind.CLAIM), id=names, name=names))
        case "segment":
            return segment_ref(*draw(spans(text)))
        case "entity":
            return Ref(kind=RefKind.ENTITY, id=draw(st.sampled_from(entities)))
        case _:
            return Ref(kind=RefKind.MENTION, id=draw(st.sampled_from(mentions)))


@st.composite
def _judgements(
    draw: st.DrawFn, text: str, id_: str, entities: list[str], mentions: list[str], words: Wording
) -> Judgement:
    """An answer as the scheme asks for it, or one of any shape; with something beside its label, or not."""
    refs = _refs(text, entities, mentions, words.names)
    name = draw(words.tasks)
    task = SCHEME.task(name)
    if task is None or draw(st.integers(0, 3)) == 0:
        holder, target, label = draw(st.none() | refs), draw(st.none() | refs), draw(st.none() | words.labels)
    else:
        pointed = {
            About.PAIR: refs,
            About.ENTITY: refs,
            About.SEGMENT: spans(text).map(lambda place: segment_ref(*place)),
            About.ARTICLE: st.just(ARTICLE),
        }[task.about]
        holder = draw(st.just(AUTHOR) | refs) if task.about is About.PAIR else None
        target, label = draw(pointed), draw(st.sampled_from([one.name for one in task.labels]))
    plain = Judgement(id=id_, task=name, holder=holder, target=target, label=label)
    if draw(st.booleans()):
        return plain
    beside: dict[str, object] = {
        "evidence": tuple(
            Span(start=start, end=end) for start, end in draw(st.lists(spans(text), min_size=1, max_size=2))
        ),
        "intensity": draw(_NUMBERS),
        "implicit": True,
        "confidence": draw(_NUMBERS),
        "note": draw(words.notes),
        "outer_holders": (draw(refs),),
        "more_labels": () if label is None else (draw(words.labels),),
        "implied_label": draw(words.labels),
        "value": draw(_NUMBERS),
        "anchor": segment_ref(*draw(spans(text))),
        "distribution": {"favor": 0.5, "against": 0.5},
    }
    chosen = draw(st.sets(st.sampled_from(sorted(beside)), min_size=1, max_size=5))
    return plain.model_copy(update={key: beside[key] for key in sorted(chosen)})


def _with_names(judgement: Judgement, names: Mapping[str, str]) -> Judgement:
    """As the program has it: what is in the article is named in references as well."""

    def named(ref: Ref | None) -> Ref | None:
        name = None if ref is None else names.get(ref.id or "")
        return ref if ref is None or name is None else ref.model_copy(update={"name": name})

    update = {
        **{slot: named(getattr(judgement, slot)) for slot in ("holder", "target", "anchor")},
        "outer_holders": tuple(map(named, judgement.outer_holders)),
    }
    return judgement.model_copy(update=update)


@st.composite
def annotations(
    draw: st.DrawFn, article_id: str, text: str, annotator: Annotator, words: Wording = USUAL
) -> Annotation:
    """Anything that the annotator can say of the text."""
    entity_ids = [f"e{number}" for number in range(1, draw(st.integers(0, 2)) + 1)]
    mention_ids = [f"m{number}" for number in range(1, draw(st.integers(0, 4)) + 1)]
    is_aggregate = annotator.kind is AnnotatorKind.AGGREGATE
    mentions = {
        id_: draw(_mentions(text, id_, entity_ids, words.labels, has_shares=is_aggregate))
        for id_ in mention_ids
    }
    entities = {
        id_: Entity(
            id=id_,
            name=draw(words.names),
            label=draw(words.labels),
            canonical=draw(st.none() | words.names),
            kb_id=draw(st.none() | st.sampled_from(["Q1", "wiki:Q 2", "http://kb/Q_2"])),
            attributes=draw(st.sampled_from([{}, {}, {"role": "minister", "n": [1, None]}])),
        )
        for id_ in entity_ids
    }
    named = {
        **{id_: one.name for id_, one in entities.items()},
        **{id_: one.quote(text) for id_, one in mentions.items()},
    }
    judgements = [
        _with_names(draw(_judgements(text, f"j{number}", entity_ids, mention_ids, words)), named)
        for number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    rejected = draw(st.lists(st.tuples(spans(text, around=True), words.labels), max_size=2))
    rulings = (
        {
            "k1": Ruling(
                id="k1",
                layer="mentions",
                difference="label",
                start=0,
                end=1,
                outcome=Outcome.TAKEN,
                answers=(),
                by="Anna",
            )
        }
        if annotator == GOLD and draw(st.booleans())
        else {}
    )
    return Annotation(
        article_id=article_id,
        annotator=annotator,
        scheme=SCHEME.id,
        progress=Progress(
            status=draw(st.sampled_from([Status.DONE] * 5 + [Status.IN_PROGRESS, Status.SKIPPED])),
            flagged=draw(st.integers(0, 4)) == 4,
            note=draw(st.none() | st.none() | words.notes),
        ),
        mentions=mentions,
        entities=entities,
        judgements={one.id: one for one in judgements},
        rejected={
            f"r{number}": RejectedProposal(id=f"r{number}", start=start, end=end, label=label)
            for number, ((start, end), label) in enumerate(sorted(rejected), 1)
        },
        rulings=rulings,
    )
