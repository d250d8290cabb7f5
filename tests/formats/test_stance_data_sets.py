"""Records in the shape of public stance data sets become annotations, go through rows, and come back."""

from collections.abc import Iterable, Mapping, Sequence

import orjson
from pydantic import JsonValue

from annotator.domain.annotation import (
    ARTICLE,
    AUTHOR,
    UNLISTED,
    Annotation,
    Annotator,
    AnnotatorKind,
    Entity,
    Judgement,
    Mention,
    MentionOrigin,
    Progress,
    Ref,
    RefKind,
    SchemeVersion,
    Span,
    Status,
    segment_ref,
)
from annotator.domain.article import Article, Segment, SegmentKind
from annotator.domain.records import AnnotatedArticle, AnnotationRecord, StoredAnnotation, StoredArticle
from annotator.formats.check import checked_stream
from annotator.formats.export_row import row_line
from annotator.formats.jsonl_rows import annotated_article

Offsets = tuple[int, int]


def said_by(
    name: str,
    judgements: Iterable[Judgement] = (),
    *,
    kind: AnnotatorKind = AnnotatorKind.HUMAN,
    mentions: Iterable[Mention] = (),
    entities: Iterable[Entity] = (),
) -> Annotation:
    return Annotation(
        article_id="a1",
        annotator=Annotator(name=name, kind=kind),
        scheme=SchemeVersion(name="data set", version="1"),
        progress=Progress(status=Status.DONE),
        mentions={mention.id: mention for mention in mentions},
        entities={entity.id: entity for entity in entities},
        judgements={judgement.id: judgement for judgement in judgements},
    )


def through_rows(article: Article, *annotations: Annotation) -> tuple[Article, dict[str, Annotation]]:
    """What rows give back, once they were found to be without fault and equal to what went in."""
    lines = [
        row_line(
            StoredArticle.of(article),
            StoredAnnotation.of(
                AnnotationRecord(
                    annotation=annotation.model_copy(update={"article_id": article.id}),
                    created="2024-05-01T08:00:00Z",
                    updated="2024-05-01T08:00:00Z",
                    program_version="0.1.0",
                )
            ),
        )
        for annotation in annotations
    ]
    assert [str(fault) for line in checked_stream(lines, "set.jsonl") for fault in line.faults] == []
    came_back, back = article, dict[str, Annotation]()
    for line, annotation in zip(lines, annotations, strict=True):
        read = annotated_article(orjson.loads(line), file="set.jsonl", where="")
        assert isinstance(read, AnnotatedArticle)
        came_back = read.article
        assert came_back == article
        (record,) = read.records
        assert record.annotation == annotation.model_copy(update={"article_id": article.id})
        back[annotation.annotator.name] = record.annotation
    return came_back, back


def entity_ref(entity_id: str, name: str) -> Ref:
    return Ref(kind=RefKind.ENTITY, id=entity_id, name=name)


def name_of(ref: Ref | None) -> str:
    assert ref is not None
    assert ref.name is not None
    return ref.name


def label_of(judgement: Judgement) -> str:
    assert judgement.label is not None
    return judgement.label


def offsets_of(ref: Ref | None) -> Offsets:
    assert ref is not None
    start, end = name_and_id(ref)[1].split("-")
    return int(start), int(end)


def name_and_id(ref: Ref) -> tuple[str | None, str]:
    assert ref.id is not None
    return ref.name, ref.id


def joined(
    parts: Sequence[str], kind: SegmentKind = SegmentKind.PARAGRAPH
) -> tuple[str, tuple[Segment, ...]]:
    """The parts as one text, a line each, and where they stand in it; empty ones are kept."""
    segments, start = [], 0
    for part in parts:
        segments.append(Segment(kind=kind, start=start, end=start + len(part)))
        start += len(part) + 1
    return "\n".join(parts), tuple(segments)


def test_seesaw_triplets_of_sentences_by_several_annotators() -> None:
    sentences = ["Senator Ada Ruiz called the dam bill a gift to Norn Energy.", "", "Critics disagree."]
    entities = {"Ada Ruiz": "People", "dam bill": "Topic", "Norn Energy": "Organization"}
    sentiments: dict[str, dict[str, tuple[str, float | None]]] = {
        "A": {"Ada Ruiz": ("Neutral", 0), "dam bill": ("Slightly Negative", -1)},
        "B": {"dam bill": ("Unknown", None)},
        "C": {},
    }
    triplets: dict[str, list[tuple[int, str, str, str]]] = {
        "A": [(0, "Ada Ruiz", "NEG", "dam bill"), (2, "Not in the list", "POS", "dam bill")],
        "B": [(0, "Ada Ruiz", "NEG", "Norn Energy"), (0, "None", "NEG", "Norn Energy")],
        "C": [],
    }
    ideologies = {"A": "Moderate", "B": "Slightly Liberal"}
    text, segments = joined(sentences, SegmentKind.OTHER)
    article = Article(id="TRIPLET_001_DOCUMENT_0", text=text, title="The dam bill", segments=segments)
    ids = {name: f"e{number}" for number, name in enumerate(entities, start=1)}

    def ref(name: str) -> Ref:
        return {"None": AUTHOR, "Not in the list": UNLISTED}.get(name) or entity_ref(ids[name], name)

    def annotation(annotator: str) -> Annotation:
        judgements = [
            Judgement(
                id=f"j{number}",
                task="stance",
                anchor=segment_ref(segments[sentence].start, segments[sentence].end),
                holder=ref(holder),
                label=label,
                target=ref(target),
            )
            for number, (sentence, holder, label, target) in enumerate(triplets[annotator], start=1)
        ]
        judgements += [
            Judgement(id=f"s{ids[name]}", task="sentiment", target=ref(name), label=label, value=value)
            for name, (label, value) in sentiments[annotator].items()
        ]
        if annotator in ideologies:
            judgements.append(
                Judgement(id="i1", task="article_ideology", target=ARTICLE, label=ideologies[annotator])
            )
        listed = [
            Entity(id=ids[name], name=name, label=type_, attributes={"types": [type_, "Others"]})
            for name, type_ in entities.items()
        ]
        return said_by(annotator, judgements, entities=listed)

    article, back = through_rows(article, *map(annotation, triplets))
    assert [article.text[s.start : s.end] for s in article.segments] == sentences
    sentence_at = {(s.start, s.end): number for number, s in enumerate(article.segments)}
    names = {AUTHOR.name: "None", UNLISTED.name: "Not in the list"}
    for annotator, said in back.items():
        stances = [j for j in said.judgements.values() if j.task == "stance"]
        assert [
            (
                sentence_at[offsets_of(j.anchor)],
                names.get(name_of(j.holder), name_of(j.holder)),
                label_of(j),
                name_of(j.target),
            )
            for j in stances
        ] == triplets[annotator]
        about = {
            name_of(j.target): (j.label, j.value) for j in said.judgements.values() if j.task == "sentiment"
        }
        assert about == sentiments[annotator]
        whole = [j.label for j in said.judgements.values() if j.task == "article_ideology"]
        assert whole == [ideologies[who] for who in ideologies if who == annotator]
    # Looked and found nothing is said, and is not the same as not having looked.
    assert back["C"].progress.status is Status.DONE
    assert back["C"].judgements == {}


def test_newsmtsc_polarity_toward_mentions_with_further_mentions() -> None:
    sentence = "Ruiz’s critics say she “sold” Norn; Norn did not answer."
    targets = [
        {"gid": "x_1_Ruiz_0_4", "from": 0, "to": 4, "polarity": 2.0, "further": [(19, 22)]},
        {"gid": "x_1_Norn_30_34", "from": 30, "to": 34, "polarity": 4.0, "further": []},
    ]
    labels = {2.0: "negative", 4.0: "neutral", 6.0: "positive"}
    mentions, judgements, entities = [], [], []
    for number, target in enumerate(targets, start=1):
        start, end = int(str(target["from"])), int(str(target["to"]))
        entity = f"e{number}"
        entities.append(
            Entity(
                id=entity, name=sentence[start:end], label="TARGET", attributes={"gid": str(target["gid"])}
            )
        )
        mentions.append(Mention(id=f"m{number}", start=start, end=end, label="TARGET", entity=entity))
        further = target["further"]
        assert isinstance(further, list)
        mentions += [
            Mention(
                id=f"f{number}", start=s, end=e, label="TARGET", entity=entity, origin=MentionOrigin.MODEL
            )
            for s, e in further
        ]
        polarity = float(str(target["polarity"]))
        judgements.append(
            Judgement(
                id=f"j{number}",
                task="sentiment",
                holder=AUTHOR,
                target=Ref(kind=RefKind.MENTION, id=f"m{number}", name=sentence[start:end]),
                label=labels[polarity],
                value=polarity,
            )
        )
    article = Article(id="x_1", text=sentence, meta={"primary_gid": "x_1_Ruiz_0_4"})
    gold = said_by("gold", judgements, kind=AnnotatorKind.ADJUDICATED, mentions=mentions, entities=entities)
    article, back = through_rows(article, gold)
    said = back["gold"]
    again: list[dict[str, object]] = []
    for judgement in said.judgements.values():
        assert judgement.target is not None
        mention = said.mentions[name_and_id(judgement.target)[1]]
        others = said.mentions_of[mention.entity or ""]
        again.append(
            {
                "gid": said.entities[mention.entity or ""].attributes["gid"],
                "from": mention.start,
                "to": mention.end,
                "polarity": judgement.value,
                "further": [(m.start, m.end) for m in others if m.origin is MentionOrigin.MODEL],
            }
        )
    assert again == targets
    assert article.meta == {"primary_gid": "x_1_Ruiz_0_4"}


def test_directed_sentiment_between_two_entities() -> None:
    # 0 neutral, 1 and 3 from the first to the second, 2 and 4 from the second to the first.
    meanings = {
        0: ("neutral", "pq"),
        1: ("positive", "pq"),
        2: ("positive", "qp"),
        3: ("negative", "pq"),
        4: ("negative", "qp"),
    }
    sentence, places = "Varon sued Dara over the dam.", {"p": (0, 5), "q": (11, 15)}
    for code, (label, direction) in meanings.items():
        refs = {
            side: Ref(kind=RefKind.MENTION, id=f"m{side}", name=sentence[start:end])
            for side, (start, end) in places.items()
        }
        judgement = Judgement(
            id="j1", task="sentiment", holder=refs[direction[0]], target=refs[direction[1]], label=label
        )
        mentions = [Mention(id=f"m{side}", start=s, end=e, label="GPE") for side, (s, e) in places.items()]
        article = Article(id=f"pair-{code}", text=sentence)
        _, back = through_rows(article, said_by("gold", [judgement], mentions=mentions))
        (read,) = back["gold"].judgements.values()
        sides = {name: side for side, (start, end) in places.items() for name in [sentence[start:end]]}
        found = (label_of(read), sides[name_of(read.holder)] + sides[name_of(read.target)])
        assert [code for code, meaning in meanings.items() if meaning == found] == [code]


def test_vast_comments_about_open_topics() -> None:
    source: dict[str, JsonValue] = {
        "author": "riverfan",
        "post": "Nobody asked the people of Varon. The dam will drown three villages!",
        "ori_topic": "the dam drown",
        "new_topic": "hydropower",
        "label": 0,
        "type_idx": 2,
        "arc_id": 4412,
    }
    labels = ["con", "pro", "neutral"]
    text, label = source["post"], source["label"]
    assert isinstance(text, str)
    assert isinstance(label, int)
    judgement = Judgement(
        id="j1",
        task="stance",
        holder=AUTHOR,
        target=Ref(kind=RefKind.TOPIC, id="hydropower", name="hydropower"),
        label=labels[label],
    )
    meta = {key: source[key] for key in ("ori_topic", "type_idx", "arc_id")}
    article = Article(id="v1", text=text, author="riverfan", meta=meta)
    article, back = through_rows(article, said_by("majority", [judgement], kind=AnnotatorKind.AGGREGATE))
    (read,) = back["majority"].judgements.values()
    assert {
        "author": article.author,
        "post": article.text,
        "new_topic": name_of(read.target),
        "label": labels.index(label_of(read)),
        **article.meta,
    } == source
    assert read.holder == AUTHOR


def test_fnc_headlines_as_claims_about_bodies() -> None:
    body = "The ministry denied on Monday that the dam has cracks."
    headlines = [
        ("Dam of Varon about to burst", "disagree"),
        ("Ministry speaks on the dam", "discuss"),
        ("Dara wins the cup", "unrelated"),
    ]
    judgements = [
        Judgement(
            id=f"j{number}",
            task="stance",
            holder=ARTICLE,
            target=Ref(kind=RefKind.CLAIM, id=f"h{number}", name=headline),
            label=label,
        )
        for number, (headline, label) in enumerate(headlines, start=1)
    ]
    article, back = through_rows(Article(id="body-154", text=body), said_by("gold", judgements))
    read = back["gold"].judgements.values()
    assert [(name_of(j.target), label_of(j)) for j in read] == headlines
    assert article.id == "body-154"


def test_persent_sentiment_of_documents_and_paragraphs_toward_one_entity() -> None:
    paragraphs = ["Ada Ruiz opened the dam.", "Her rivals called it a ruin.", "It rained."]
    labels = ["Positive", "Negative", None]
    text, segments = joined(paragraphs)
    ruiz = entity_ref("e1", "Ada Ruiz")
    judgements = [Judgement(id="j1", task="sentiment", holder=AUTHOR, target=ruiz, label="Neutral")]
    judgements += [
        Judgement(
            id=f"j{number}",
            task="sentiment",
            holder=AUTHOR,
            target=ruiz,
            anchor=segment_ref(segment.start, segment.end),
            label=label,
        )
        for number, (segment, label) in enumerate(zip(segments, labels, strict=True), start=2)
        if label is not None
    ]
    said = said_by("majority", judgements, entities=[Entity(id="e1", name="Ada Ruiz", label="PERSON")])
    article, back = through_rows(Article(id="p1", text=text, segments=segments), said)
    read = back["majority"].judgements.values()
    by_segment = {offsets_of(j.anchor): j.label for j in read if j.anchor}
    assert [by_segment.get((s.start, s.end)) for s in article.segments] == labels
    assert [j.label for j in read if j.anchor is None] == ["Neutral"]
    assert {name_of(j.target) for j in read} == {"Ada Ruiz"}


def test_gwsd_eight_workers_with_a_decided_and_a_soft_label() -> None:
    votes = ["agrees", "agrees", "neutral", "agrees", None, "disagrees", "agrees", "neutral"]
    soft = {"disagrees": 0.08, "neutral": 0.27, "agrees": 0.65}
    claim = Ref(kind=RefKind.CLAIM, id="c1", name="The dam is a serious concern.")

    def stance(label: str | None, distribution: Mapping[str, float]) -> list[Judgement]:
        return [Judgement(id="j1", task="stance", target=claim, label=label, distribution=dict(distribution))]

    annotations = [
        said_by(f"worker_{number}", stance(vote, {})) for number, vote in enumerate(votes) if vote is not None
    ]
    annotations.append(said_by("mace", stance("agrees", {}), kind=AnnotatorKind.AGGREGATE))
    annotations.append(said_by("bayes", stance(None, soft), kind=AnnotatorKind.AGGREGATE))
    _, back = through_rows(Article(id="g1", text="Scientists warn that the dam leaks."), *annotations)
    read = {name: said.judgements["j1"] for name, said in back.items()}
    assert [read[name].label if (name := f"worker_{n}") in read else None for n in range(8)] == votes
    assert read["mace"].label == "agrees"
    assert (read["bayes"].label, read["bayes"].distribution) == (None, soft)
    assert list(read["bayes"].distribution) == list(soft)


def test_stanceosaurus_replies_to_a_claim_with_what_they_lean_to() -> None:
    claim = Ref(kind=RefKind.CLAIM, id="42", name="The dam causes earthquakes.")
    thread: list[dict[str, JsonValue]] = [
        {
            "id": 1452011223344556677,
            "parent": None,
            "text": "Is it true? 😳",
            "stance": "Querying",
            "leaning": "Supporting",
        },
        {
            "id": 1452011223344556688,
            "parent": 1452011223344556677,
            "text": "لا، هذا كذب",
            "stance": "Refuting",
            "leaning": None,
        },
        {"id": "t-3", "parent": 1452011223344556688, "text": "ok", "stance": None, "leaning": None},
    ]
    again: list[dict[str, JsonValue]] = []
    for tweet in thread:
        stance, leaning = tweet["stance"], tweet["leaning"]
        judgements = []
        if stance is not None:
            judgements.append(
                Judgement.model_validate(
                    {
                        "id": "j1",
                        "task": "stance",
                        "holder": AUTHOR,
                        "target": claim,
                        "label": stance,
                        "implied_label": leaning,
                    }
                )
            )
        # The tree is what came with the tweet: ids are numbers in some files and text in others.
        meta = {"tweet_id": tweet["id"], "parent_id": tweet["parent"]}
        article = Article(id=f"tweet-{tweet['id']}", text=str(tweet["text"]), meta=meta)
        article, back = through_rows(article, said_by("gold", judgements))
        given = back["gold"].judgements.get("j1")
        again.append(
            {
                "id": article.meta["tweet_id"],
                "parent": article.meta["parent_id"],
                "text": article.text,
                "stance": given.label if given else None,
                "leaning": given.implied_label if given else None,
            }
        )
        assert given is None or given.target == claim
    assert again == thread


def test_structured_sentiment_with_discontinuous_spans_and_empty_targets() -> None:
    text = "Byen valgte seg , sier Ruiz , en svært 😀 dårlig demning ut ."
    opinions: list[dict[str, JsonValue]] = [
        {
            "source": ["23:27"],
            "target": ["47:54"],
            "expression": ["5:11", "56:58"],
            "polarity": "Negative",
            "intensity": 3,
        },
        {"source": "author", "target": [], "expression": ["33:46"], "polarity": "Negative", "intensity": 1},
    ]

    def spans(places: JsonValue) -> tuple[Offsets, ...]:
        assert isinstance(places, list)
        return tuple((int(start), int(end)) for start, end in (str(place).split(":") for place in places))

    mentions: list[Mention] = []

    def mention(label: str, places: JsonValue) -> Ref | None:
        pieces = spans(places)
        if not pieces:
            return None
        start, end = pieces[0][0], pieces[-1][1]
        id_ = f"m{len(mentions) + 1}"
        mentions.append(
            Mention(id=id_, start=start, end=end, label=label, fragments=pieces if len(pieces) > 1 else ())
        )
        return Ref(kind=RefKind.MENTION, id=id_, name=text[start:end])

    judgements = [
        Judgement(
            id=f"j{number}",
            task="opinion",
            holder=AUTHOR if opinion["source"] == "author" else mention("SOURCE", opinion["source"]),
            target=mention("TARGET", opinion["target"]),
            anchor=mention("EXPRESSION", opinion["expression"]),
            label=str(opinion["polarity"]),
            intensity=float(str(opinion["intensity"])),
        )
        for number, opinion in enumerate(opinions, start=1)
    ]
    _, back = through_rows(Article(id="n1", text=text), said_by("gold", judgements, mentions=mentions))
    said = back["gold"]

    def places(ref: Ref | None) -> JsonValue:
        if ref is None:
            return []
        if ref == AUTHOR:
            return "author"
        return [f"{start}:{end}" for start, end in said.mentions[name_and_id(ref)[1]].pieces]

    assert [
        {
            "source": places(j.holder),
            "target": places(j.target),
            "expression": places(j.anchor),
            "polarity": j.label,
            "intensity": j.intensity,
        }
        for j in said.judgements.values()
    ] == opinions
    (split,) = (m for m in said.mentions.values() if m.fragments)
    assert [text[start:end] for start, end in split.pieces] == ["valgte", "ut"]


def test_lewidi_many_votes_one_of_them_twice_and_a_soft_label() -> None:
    source: dict[str, JsonValue] = {
        "text": "Great dam, really.",
        "annotators": "Ann1,Ann2,Ann2",
        "annotations": "1,0,1",
        "soft_label": {"0": 0.333, "1": 0.667},
        "hard_label": "1",
        "lang": "en",
        "split": "train",
    }
    votes = list(
        zip(str(source["annotators"]).split(","), str(source["annotations"]).split(","), strict=True)
    )
    soft = {"0": 0.333, "1": 0.667}

    def offensive(id_: str, label: str, **more: object) -> Judgement:
        return Judgement.model_validate(
            {"id": id_, "task": "irony", "target": ARTICLE, "label": label, **more}
        )

    annotations = [
        said_by(
            name, [offensive(f"j{n}", vote) for n, (who, vote) in enumerate(votes, start=1) if who == name]
        )
        for name in dict.fromkeys(name for name, _ in votes)
    ]
    annotations.append(
        said_by("all", [offensive("j1", "1", distribution=soft)], kind=AnnotatorKind.AGGREGATE)
    )
    article = Article(id="l1", text=str(source["text"]), language="en", meta={"split": "train"})
    article, back = through_rows(article, *annotations)
    given = sorted(
        (judgement.id, name, label_of(judgement))
        for name, said in back.items()
        if said.annotator.kind is AnnotatorKind.HUMAN
        for judgement in said.judgements.values()
    )
    (both,) = back["all"].judgements.values()
    assert {
        "text": article.text,
        "annotators": ",".join(name for _, name, _ in given),
        "annotations": ",".join(label for _, _, label in given),
        "soft_label": both.distribution,
        "hard_label": both.label,
        "lang": article.language,
        **article.meta,
    } == source


def test_lewidi_several_labels_at_once_with_explanations() -> None:
    annotations: dict[str, tuple[str, str]] = {
        "Ann1": ("entailment,neutral", "A dam is a building."),
        "Ann2": ("neutral", "It need not be."),
    }
    soft = {
        "entailment": {"0": 0.5, "1": 0.5},
        "neutral": {"0": 0.0, "1": 1.0},
        "contradiction": {"0": 1.0, "1": 0.0},
    }
    premise = Ref(kind=RefKind.CLAIM, id="hypothesis", name="Something was built.")

    def nli(labels: Sequence[str], note: str | None, distribution: Mapping[str, float]) -> list[Judgement]:
        first, *more = labels or (None,)
        return [
            Judgement(
                id="j1",
                task="nli",
                target=premise,
                label=first,
                more_labels=tuple(label for label in more if label),
                note=note,
                distribution=dict(distribution),
            )
        ]

    humans = [said_by(name, nli(labels.split(","), why, {})) for name, (labels, why) in annotations.items()]
    shares = {label: share["1"] for label, share in soft.items()}
    aggregate = said_by("all", nli((), None, shares), kind=AnnotatorKind.AGGREGATE)
    _, back = through_rows(Article(id="l2", text="Varon built a dam."), *humans, aggregate)
    read = {name: said.judgements["j1"] for name, said in back.items()}
    assert {
        name: (",".join((label_of(j), *j.more_labels)), j.note) for name, j in read.items() if name != "all"
    } == annotations
    assert {label: {"0": 1 - share, "1": share} for label, share in read["all"].distribution.items()} == soft


def test_mpqa_holders_within_holders_and_targets_as_spans_and_entities() -> None:
    text = "Ruiz said the mayor fears that the dam may burst."
    mayor = Ref(kind=RefKind.MENTION, id="m2", name="the mayor")
    mentions = [
        Mention(id="m1", start=0, end=4, label="AGENT", entity="e1"),
        Mention(id="m2", start=10, end=19, label="AGENT"),
        Mention(id="m3", start=20, end=25, label="EXPRESSION"),
        Mention(id="m4", start=31, end=48, label="TARGET"),
        Mention(id="m5", start=35, end=38, label="ETARGET", entity="e2"),
    ]
    entities = [Entity(id="e1", name="Ruiz", label="PERSON"), Entity(id="e2", name="the dam", label="FAC")]
    private_state = {
        "outer_holders": (AUTHOR, entity_ref("e1", "Ruiz")),
        "holder": mayor,
        "anchor": Ref(kind=RefKind.MENTION, id="m3", name="fears"),
        "intensity": 2.0,
        "implicit": False,
    }
    attitudes = [
        Judgement.model_validate(
            {
                "id": id_,
                "task": "attitude",
                "label": "sentiment-neg",
                "target": target,
                "evidence": (Span(start=31, end=48),),
                **private_state,
            }
        )
        for id_, target in (
            ("j1", Ref(kind=RefKind.MENTION, id="m4", name="the dam may burst")),
            ("j2", entity_ref("e2", "the dam")),
        )
    ]
    _, back = through_rows(
        Article(id="q1", text=text), said_by("gold", attitudes, mentions=mentions, entities=entities)
    )
    on_span, on_entity = back["gold"].judgements.values()
    assert [name_of(ref) for ref in (*on_span.outer_holders, on_span.holder) if ref] == [
        *("the author", "Ruiz", "the mayor")
    ]
    assert on_span.intensity == 2.0
    assert [(j.target.kind, name_of(j.target)) for j in (on_span, on_entity) if j.target] == [
        (RefKind.MENTION, "the dam may burst"),
        (RefKind.ENTITY, "the dam"),
    ]
    (evidence,) = on_entity.evidence
    assert text[evidence.start : evidence.end] == "the dam may burst"
    assert back["gold"].judgements_about("e1") == (on_span, on_entity)
