"""What is drawn over the article while a conflict is in sight: every answer to it, by its letter."""

from collections.abc import Mapping

from annotator.agreement.conflict import Item, Variant
from annotator.agreement.deciding import letter
from annotator.agreement.places import spans_of
from annotator.domain.annotation import Annotation
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import Offsets
from annotator.gui.text.overlays import Overlay
from annotator.workbench.review import Review


def overlays_of(
    review: Review, item: Item, annotations: Mapping[str, Annotation], scheme: Scheme
) -> tuple[Overlay, ...]:
    """The spans of every answer; answers that lie on the same one share it, and so its letters."""
    found: dict[tuple[Offsets, ...], list[tuple[int, Variant, str]]] = {}
    for number, variant in enumerate(item.variants):
        for spans, label in spans_of(item, variant, annotations):
            found.setdefault(spans, []).append((number, variant, label))
    return tuple(
        Overlay(
            start=spans[0][0],
            end=spans[-1][1],
            pieces=spans if len(spans) > 1 else (),
            tag=" ".join(letter(number) for number, _, _ in sharing),
            tone=sharing[0][0],
            label=" / ".join(
                dict.fromkeys(scheme.label_title(item.task, label) for _, _, label in sharing if label)
            ),
            title="" if review.is_anonymous else ", ".join(_names(sharing)),
            is_current=any(number in review.chosen for number, _, _ in sharing),
        )
        for spans, sharing in found.items()
    )


def _names(sharing: list[tuple[int, Variant, str]]) -> list[str]:
    return [name for _, variant, _ in sharing for name in variant.annotators]
