"""Reading export rows back: one row gives its article and what its annotator says about it."""

from collections.abc import Mapping

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    Entity,
    Judgement,
    Mention,
    Progress,
    Ref,
    RejectedProposal,
    SchemeVersion,
    Span,
)
from annotator.domain.article import Article, Origin, Removal, Replacement, Segment
from annotator.domain.bad_input import BadInput
from annotator.domain.records import AnnotatedArticle, AnnotationRecord
from annotator.domain.ruling import RuledAnswer, Ruling
from annotator.formats.row_faults import content_faults, row_of
from annotator.formats.row_shape import (
    Row,
    RowEntity,
    RowJudgement,
    RowMention,
    RowOrigin,
    RowRef,
    RowRuling,
)


def is_row(record: Mapping[str, object]) -> bool:
    """Whether the record says that it is an export row, of this or another version."""
    version = record.get("schema")
    return isinstance(version, str) and version.startswith("annotator/")


def annotated_article(record: Mapping[str, object], *, file: str, where: str) -> AnnotatedArticle | BadInput:
    """The article with its one annotation; without any if nobody has annotated it; or why it is refused."""
    row = row_of(record)
    faults = row if isinstance(row, tuple) else tuple(content_faults(row))
    if isinstance(row, tuple) or faults:
        more = len(faults) - 1
        further = f" There {'is 1 more fault' if more == 1 else f'are {more} more faults'}." if more else ""
        return BadInput(file=file, where=where, reason=f"{faults[0]}{further}")
    return AnnotatedArticle(article=_article(row), records=_records(row))


def _article(row: Row) -> Article:
    return Article(
        id=row.id,
        text=row.text,
        title=row.title,
        language=row.language,
        direction=row.direction,
        source=row.source,
        url=row.url,
        author=row.author,
        published=row.published,
        dateline=row.dateline,
        meta=row.meta,
        segments=tuple(Segment(kind=s.kind, start=s.start, end=s.end) for s in row.segments),
        origin=_origin(row.origin),
    )


def _origin(origin: RowOrigin | None) -> Origin | None:
    if origin is None:
        return None
    removed = replaced = None
    if origin.removed is not None:
        removed = tuple(Removal(start=p.start, end=p.end, rule=p.rule) for p in origin.removed)
    if origin.replaced is not None:
        replaced = tuple(
            Replacement(start=p.start, end=p.end, with_=p.with_, rule=p.rule) for p in origin.replaced
        )
    return Origin(file=origin.file, sha256=origin.sha256, removed=removed, replaced=replaced)


def _records(row: Row) -> tuple[AnnotationRecord, ...]:
    made = row.provenance
    if row.annotator is None or row.annotator_kind is None or row.scheme is None:
        return ()
    annotation = Annotation(
        article_id=row.id,
        annotator=Annotator(name=row.annotator, kind=row.annotator_kind),
        scheme=SchemeVersion(name=row.scheme.name, version=row.scheme.version),
        progress=Progress(
            status=row.status,
            flagged=row.flagged,
            note=row.note,
            pipeline=made.pipeline,
            guidelines_version=made.guidelines_version,
        ),
        mentions={mention.id: _mention(mention) for mention in row.mentions},
        entities={entity.id: _entity(entity) for entity in row.entities},
        judgements={judgement.id: _judgement(judgement) for judgement in row.judgements},
        rejected=_rejected(row),
        rulings={ruling.id: _ruling(ruling) for ruling in row.rulings},
        meta=row.annotation_meta,
    )
    return (
        AnnotationRecord(
            annotation=annotation,
            created=made.created or "",
            updated=made.updated or "",
            active_seconds=made.active_seconds,
            program_version=made.program_version or "",
        ),
    )


def _mention(mention: RowMention) -> Mention:
    return Mention(
        id=mention.id,
        start=mention.start,
        end=mention.end,
        label=mention.label,
        entity=mention.entity,
        origin=mention.origin,
        decision=mention.decision,
        fragments=tuple((start, end) for start, end in mention.fragments),
        distribution=mention.distribution,
    )


def _rejected(row: Row) -> dict[str, RejectedProposal]:
    """Rows give rejected proposals no ids; they are numbered in the order they are exported in."""
    proposals = sorted(row.rejected, key=lambda p: (p.start, p.end, p.label))
    return {
        f"r{number}": RejectedProposal(id=f"r{number}", start=p.start, end=p.end, label=p.label)
        for number, p in enumerate(proposals, start=1)
    }


def _entity(entity: RowEntity) -> Entity:
    return Entity(
        id=entity.id,
        name=entity.name,
        label=entity.label,
        canonical=entity.canonical,
        kb_id=entity.kb_id,
        attributes=entity.attributes,
    )


def _judgement(judgement: RowJudgement) -> Judgement:
    return Judgement(
        id=judgement.id,
        task=judgement.task,
        holder=_ref(judgement.holder),
        target=_ref(judgement.target),
        anchor=_ref(judgement.anchor),
        label=judgement.label,
        intensity=judgement.intensity,
        implicit=judgement.implicit,
        evidence=tuple(Span(start=span.start, end=span.end) for span in judgement.evidence),
        confidence=judgement.confidence,
        note=judgement.note,
        outer_holders=tuple(Ref(kind=ref.kind, id=ref.id, name=ref.name) for ref in judgement.outer_holders),
        more_labels=tuple(judgement.more_labels),
        implied_label=judgement.implied_label,
        value=judgement.value,
        distribution=judgement.distribution,
    )


def _ruling(ruling: RowRuling) -> Ruling:
    return Ruling(
        id=ruling.id,
        layer=ruling.layer,
        difference=ruling.difference,
        task=ruling.task,
        start=ruling.start,
        end=ruling.end,
        outcome=ruling.outcome,
        answers=tuple(
            RuledAnswer(annotators=tuple(answer.annotators), said=answer.said, stands=answer.stands)
            for answer in ruling.answers
        ),
        made=tuple(ruling.made),
        note=ruling.note,
        category=ruling.category,
        by=ruling.by,
        guidelines_version=ruling.guidelines_version,
    )


def _ref(ref: RowRef | None) -> Ref | None:
    return None if ref is None else Ref(kind=ref.kind, id=ref.id, name=ref.name)
