"""From proposals to a model's annotation: mentions grouped into entities by name."""

from collections.abc import Iterable

from annotator.domain.annotation import (
    Annotation,
    Annotator,
    Decision,
    Mention,
    MentionOrigin,
    SchemeVersion,
    Status,
)
from annotator.domain.article import Article
from annotator.domain.edits.draft import Draft
from annotator.domain.edits.grouping import entity_for
from annotator.domain.names import normal_name
from annotator.domain.steps import apply
from annotator.suggest.marks import Mark


def model_annotation(
    article: Article, marks: Iterable[Mark], annotator: Annotator, scheme: SchemeVersion
) -> Annotation:
    """The annotation of a model that proposes these marks; their labels are the scheme's."""
    draft = Draft(Annotation(article_id=article.id, annotator=annotator, scheme=scheme))
    entities: dict[tuple[str, str], str] = {}
    for mark in marks:
        draft.put(
            Mention(
                id=draft.new_mention_id(),
                start=mark.start,
                end=mark.end,
                label=mark.label,
                entity=_entity(draft, entities, article.text[mark.start : mark.end], mark),
                origin=MentionOrigin.MODEL,
                decision=Decision.UNTOUCHED,
            )
        )
    draft.progress = draft.progress.model_copy(update={"status": Status.DONE, "pipeline": annotator.name})
    was = Annotation(article_id=article.id, annotator=annotator, scheme=scheme)
    return apply(was, draft.step("suggest"))


def _entity(draft: Draft, entities: dict[tuple[str, str], str], name: str, mark: Mark) -> str:
    """The entity of that name; asked of the draft once a name, since it looks through all entities."""
    key = (normal_name(mark.canonical or name), mark.label)
    if key not in entities:
        entities[key] = entity_for(draft, name, mark.label)
        entity = draft.entities[entities[key]]
        if mark.canonical and normal_name(mark.canonical) != normal_name(entity.name):
            draft.put(entity.model_copy(update={"canonical": mark.canonical}))
    return entities[key]
