"""Grouping mentions into entities: walking, moving, merging, splitting, naming."""

from annotator.commands.command import Group, command, has_entity, has_mention
from annotator.commands.desk import Desk, Option
from annotator.commands.marking import current
from annotator.domain.annotation import Entity
from annotator.domain.edits import entities as edits
from annotator.domain.ranking import most_mentioned
from annotator.domain.refused import Refused
from annotator.workbench.workbench import Workbench


def chosen_entity(workbench: Workbench) -> Entity:
    entity_id = workbench.selection.entity_id
    if entity_id is None:
        raise Refused("Choose an entity in the list, or one of its mentions, first.")
    return edits.entity_of(workbench.annotation, entity_id)


@command("entity.next_mention", "Next mention of this entity", Group.ENTITY, "W", when=has_entity)
def next_of_entity(desk: Desk) -> None:
    """Walks to the next mention of the current entity, beginning again at the top."""
    _walk(desk.workbench, 1)


@command(
    "entity.previous_mention", "Previous mention of this entity", Group.ENTITY, "Shift+W", when=has_entity
)
def previous_of_entity(desk: Desk) -> None:
    """Walks to the mention of the current entity before this one."""
    _walk(desk.workbench, -1)


@command("entity.assign", "Belongs to…", Group.ENTITY, "E", when=has_mention)
def assign(desk: Desk) -> None:
    """Says which entity the current mention belongs to."""
    bench = desk.workbench
    mention = current(bench)
    options = entity_options(bench, without=mention.entity)
    if not options:
        raise Refused("There is no other entity yet; mark one, or split this mention off.")
    desk.choose(
        "Belongs to",
        options,
        lambda id_: bench.do(edits.assign_mentions(bench.annotation, [mention.id], id_)),
    )


@command("entity.split", "Split off", Group.ENTITY, "Shift+E", when=has_mention)
def split(desk: Desk) -> None:
    """Makes an entity of its own of the current mention."""
    bench = desk.workbench
    bench.do(edits.split_off(bench.annotation, bench.article, [current(bench).id]))


@command("entity.merge", "Merge with…", Group.ENTITY, "J", when=has_entity)
def merge(desk: Desk) -> None:
    """Joins the current entity with another one, whose name stays."""
    bench = desk.workbench
    entity = chosen_entity(bench)
    options = entity_options(bench, without=entity.id)
    if not options:
        raise Refused("There is no other entity to merge with.")

    def merge_into(into_id: str) -> None:
        bench.do(edits.merge_entities(bench.annotation, into_id, [entity.id]))
        bench.select_entity(into_id)

    desk.choose(f"Merge “{entity.name}” with", options, merge_into)


@command("entity.rename", "Rename…", Group.ENTITY, "F2", when=has_entity)
def rename(desk: Desk) -> None:
    """Gives the current entity another name; its mentions stay as they are."""
    bench = desk.workbench
    entity = chosen_entity(bench)
    desk.ask(
        "Name of the entity",
        entity.name,
        lambda name: bench.do(edits.rename_entity(bench.annotation, entity.id, name)),
    )


@command("entity.relabel", "Label of the entity…", Group.ENTITY, "Shift+L", when=has_entity)
def relabel(desk: Desk) -> None:
    """Gives the current entity and all its mentions another label."""
    bench = desk.workbench
    entity = chosen_entity(bench)
    options = [
        Option(label.name, label.title or label.name, label.description)
        for label in bench.scheme.entity_labels
    ]
    desk.choose(
        f"Label of “{entity.name}”",
        options,
        lambda name: bench.do(edits.relabel_entity(bench.annotation, entity.id, name)),
    )


@command("entity.add", "New entity without a mention…", Group.ENTITY, "Ctrl+Shift+N")
def add(desk: Desk) -> None:
    """Adds somebody who matters to a stance but is never named in the text."""
    bench = desk.workbench
    desk.ask(
        "Name of the entity",
        "",
        lambda name: bench.do(edits.add_entity(bench.annotation, name, bench.active_label)),
    )


@command("entity.canonical", "Canonical name…", Group.ENTITY, "Ctrl+F2", when=has_entity)
def canonical(desk: Desk) -> None:
    """Gives the name under which the entity is known elsewhere, beside the name in the article."""
    bench = desk.workbench
    entity = chosen_entity(bench)

    def describe(name: str) -> None:
        bench.do(
            edits.describe_entity(
                bench.annotation,
                entity.id,
                canonical=name.strip(),
                kb_id=entity.kb_id,
                attributes=entity.attributes,
            )
        )

    desk.ask("Canonical name", entity.canonical or entity.name, describe)


@command("entity.kb_id", "Knowledge-base id…", Group.ENTITY, when=has_entity)
def knowledge_base(desk: Desk) -> None:
    """Gives the entity's id in a knowledge base, such as Wikidata's Q-number."""
    bench = desk.workbench
    entity = chosen_entity(bench)

    def describe(kb_id: str) -> None:
        bench.do(
            edits.describe_entity(
                bench.annotation,
                entity.id,
                canonical=entity.canonical,
                kb_id=kb_id.strip(),
                attributes=entity.attributes,
            )
        )

    desk.ask("Knowledge-base id", entity.kb_id or "", describe)


@command("entity.delete", "Ungroup and remove", Group.ENTITY, "Shift+Delete", when=has_entity)
def delete(desk: Desk) -> None:
    """Removes the entity; its mentions stay, belonging to none."""
    bench = desk.workbench
    bench.do(edits.delete_entity(bench.annotation, chosen_entity(bench).id))


def entity_options(workbench: Workbench, *, without: str | None) -> list[Option]:
    """The entities to choose from, most mentioned first."""
    annotation = workbench.annotation
    counts = annotation.mentions_of
    return [
        Option(entity.id, entity.name, f"{entity.label}  {len(counts.get(entity.id, ()))}")
        for entity in most_mentioned(annotation, workbench.scheme.value_labels)
        if entity.id != without
    ]


def _walk(bench: Workbench, places: int) -> None:
    entity = chosen_entity(bench)
    mentions = bench.annotation.mentions_of.get(entity.id, ())
    if not mentions:
        raise Refused(f"“{entity.name}” has no mention in the text.")
    ids = [mention.id for mention in mentions]
    at = bench.selection.mention_id
    if at in ids:
        bench.select_mention(ids[(ids.index(at) + places) % len(ids)])
    else:
        ahead = [mention.id for mention in mentions if mention.start >= bench.selection.caret]
        bench.select_mention((ahead or ids)[0] if places > 0 else ids[-1])


COMMANDS = (
    next_of_entity,
    previous_of_entity,
    assign,
    split,
    merge,
    rename,
    relabel,
    add,
    canonical,
    knowledge_base,
    delete,
)
