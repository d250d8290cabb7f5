"""Whether two judgements of one annotation say the same, and judgements that point elsewhere."""

from collections.abc import Mapping

from annotator.domain.annotation import Judgement, Ref, RefKind
from annotator.domain.names import normal_name


def what_it_says(judgement: Judgement) -> tuple[object, ...]:
    """Equal for judgements of one annotation that answer the same, whatever their evidence."""
    labels = sorted({label for label in (judgement.label, *judgement.more_labels) if label is not None})
    about = (_referent(ref) for ref in (judgement.holder, judgement.target, judgement.anchor))
    return judgement.task, tuple(labels), *about


def with_refs(judgement: Judgement, instead: Mapping[Ref, Ref]) -> Judgement:
    """The judgement pointing at the other refs in place of its own."""

    def pointed(ref: Ref | None) -> Ref | None:
        return None if ref is None else instead.get(ref, ref)

    return judgement.model_copy(
        update={
            "holder": pointed(judgement.holder),
            "target": pointed(judgement.target),
            "anchor": pointed(judgement.anchor),
            "outer_holders": tuple(instead.get(ref, ref) for ref in judgement.outer_holders),
        }
    )


def is_about_itself(judgement: Judgement) -> bool:
    """Whether an entity holds a stance toward itself, which no annotator can say."""
    holder, target = judgement.holder, judgement.target
    both = holder is not None and target is not None and holder.kind is target.kind is RefKind.ENTITY
    return both and _referent(holder) == _referent(target)


def _referent(ref: Ref | None) -> tuple[RefKind, str, str] | None:
    if ref is None:
        return None
    named = ref.id is None and ref.kind in (RefKind.TOPIC, RefKind.CLAIM, RefKind.UNLISTED)
    return ref.kind, ref.id or "", normal_name(ref.name or "") if named else ""
