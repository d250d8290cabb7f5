"""Stances and the scheme's other questions: starting one, filling it key by key, answering."""

from collections.abc import Callable
from dataclasses import replace

from annotator.commands.command import Command, Group, Scope, command, has_judgement, is_open
from annotator.commands.desk import Desk, Option
from annotator.domain.annotation import ARTICLE, Judgement, Ref, RefKind
from annotator.domain.edits import judgements as edits
from annotator.domain.refused import Refused
from annotator.domain.scheme import About, Scheme, Task
from annotator.domain.sentences import sentence_at
from annotator.workbench.stance_entry import Choice, Field, StanceEntry, back, choices, pick, press
from annotator.workbench.workbench import Workbench


def start(workbench: Workbench, task: Task, *, holder: Ref | None = None, target: Ref | None = None) -> None:
    """Begins a stance; the selected text, else the sentence under the caret, is its evidence."""
    selection = workbench.selection
    mention = workbench.current_mention
    at = mention.start if mention else selection.caret
    sentence = sentence_at(workbench.article.text, at)
    evidence = selection.span if selection.span and not mention else sentence
    entry = StanceEntry(task, sentence, evidence, near=mention.entity if mention else None)
    if RefKind.ENTITY not in task.holders and len(task.holders) == 1:
        holder = holder or Ref(kind=task.holders[0], name=_name_of(task.holders[0]))
    entry = replace(entry, holder=holder, target=target)
    workbench.set_stance_entry(replace(entry, field=Field.HOLDER if holder is None else Field.LABEL))


def start_between(workbench: Workbench, from_mention: str, to_mention: str) -> None:
    """Begins a stance of one mention's entity toward another's: what dragging between them does."""
    mentions = workbench.annotation.mentions
    workbench.select_mention(from_mention)
    task = _first_pair_task(workbench.scheme)
    refs = [_entity_ref(workbench, mentions[id_].entity) for id_ in (from_mention, to_mention)]
    start(workbench, task, holder=refs[0], target=refs[1])


def type_key(workbench: Workbench, key: str) -> None:
    """Passes one printable key to the stance in the making; the last one adds the stance."""
    entry = _entry(workbench)
    pressed = press(entry, key, workbench.annotation, workbench.scheme)
    if pressed.field is Field.LABEL and not choices(pressed, workbench.annotation, workbench.scheme):
        titles = ", ".join(label.title or label.name for label in entry.task.labels)
        raise Refused(f"No label begins with “{pressed.typed}”. Choose one of {titles}.")
    _went_on(workbench, pressed)


def choose(workbench: Workbench, choice: Choice) -> None:
    """Fills the asked field with the choice; the last one adds the stance."""
    _went_on(workbench, pick(_entry(workbench), choice))


def go_back(workbench: Workbench) -> None:
    """Takes the last typed letter or the last filled field back."""
    workbench.set_stance_entry(back(_entry(workbench)))


def change(workbench: Workbench, judgement: Judgement, **fields: object) -> None:
    """Changes fields of a judgement: label, confidence, implicit, note, intensity."""
    task = _task_of(workbench.scheme, judgement)
    changed = judgement.model_copy(update=fields)
    workbench.do(edits.edit_judgement(workbench.annotation, workbench.article, task, changed))


def answer(workbench: Workbench, task: Task, target: Ref, label: str | None) -> None:
    """Answers a question about an entity, a sentence or the article; None takes the answer back."""
    workbench.do(edits.answer(workbench.annotation, task, target, label), select=workbench.selection)


@command("stance.edit", "Change…", Group.STANCE, "Shift+S", when=has_judgement)
def edit(desk: Desk) -> None:
    """Goes through holder, label and target of the chosen stance again."""
    bench = desk.workbench
    judgement = _chosen(bench)
    task = _task_of(bench.scheme, judgement)
    evidence = (judgement.evidence[0].start, judgement.evidence[0].end) if judgement.evidence else None
    sentence = sentence_at(bench.article.text, evidence[0]) if evidence else None
    bench.set_stance_entry(StanceEntry(task, sentence, evidence, editing=judgement.id))


@command("stance.delete", "Remove stance", Group.STANCE, "Ctrl+Delete", when=has_judgement)
def delete(desk: Desk) -> None:
    """Removes the chosen stance."""
    bench = desk.workbench
    bench.do(edits.delete_judgement(bench.annotation, _chosen(bench).id))


@command("stance.evidence", "Add evidence", Group.STANCE, "V", when=has_judgement)
def add_evidence(desk: Desk) -> None:
    """Adds the selected text, or the sentence under the caret, to what the chosen stance rests on."""
    bench = desk.workbench
    span = bench.selection.span or sentence_at(bench.article.text, bench.selection.caret)
    if span is None:
        raise Refused("Select the words that say so.")
    bench.do(edits.add_evidence(bench.annotation, bench.article, _chosen(bench).id, *span))


@command("stance.implicit", "Implicit", Group.STANCE, "I", when=has_judgement)
def toggle_implicit(desk: Desk) -> None:
    """Says whether the chosen stance is meant rather than said."""
    judgement = _chosen(desk.workbench)
    change(desk.workbench, judgement, implicit=not judgement.implicit)


@command("stance.sure", "Sure or unsure", Group.STANCE, "U", when=has_judgement)
def toggle_confidence(desk: Desk) -> None:
    """Says that you are unsure of the chosen stance, or sure again."""
    judgement = _chosen(desk.workbench)
    change(desk.workbench, judgement, confidence=None if judgement.confidence is not None else 0.5)


@command("stance.strong", "Strong or plain", Group.STANCE, "Shift+I", when=has_judgement)
def toggle_intensity(desk: Desk) -> None:
    """Says that the chosen stance is a strong one, or a plain one again."""
    judgement = _chosen(desk.workbench)
    change(desk.workbench, judgement, intensity=None if judgement.intensity is not None else 1.0)


@command("stance.note", "Note on stance…", Group.STANCE, "Shift+V", when=has_judgement)
def note(desk: Desk) -> None:
    """Writes a note on the chosen stance."""
    bench = desk.workbench
    judgement = _chosen(bench)
    desk.ask(
        "Note on this stance",
        judgement.note or "",
        lambda text: change(bench, judgement, note=text.strip() or None),
    )


@command("stance.within", "In whose words…", Group.STANCE, "Q", when=has_judgement)
def within(desk: Desk) -> None:
    """Says who reports the holder's stance (“X says that Y is against it”), the outermost speaker first."""
    bench = desk.workbench
    judgement = _chosen(bench)
    options = [Option(entity.id, entity.name, entity.label) for entity in bench.annotation.entities.values()]

    def add_outer(id_: str) -> None:
        outer = () if id_ == "" else (*judgement.outer_holders, _ref(bench, id_))
        change(bench, judgement, outer_holders=outer)

    if judgement.outer_holders:
        options.insert(0, Option("", "nobody else", "takes the speakers back"))
    desk.choose("In whose words", options, add_outer)


@command("stance.next", "Next stance", Group.STANCE, "Ctrl+Down", when=is_open)
def next_stance(desk: Desk) -> None:
    """Chooses the next stance of the list and shows its evidence."""
    _step(desk.workbench, 1)


@command("stance.previous", "Previous stance", Group.STANCE, "Ctrl+Up", when=is_open)
def previous_stance(desk: Desk) -> None:
    """Chooses the stance before."""
    _step(desk.workbench, -1)


def task_commands(scheme: Scheme) -> tuple[Command, ...]:
    """One command a task about pairs, to start an answer; one a task about the article, to answer it."""
    made = []
    for task in scheme.tasks:
        if task.about is About.PAIR:
            made.append(_task_command(task, f"New {(task.title or task.name).lower()}", _starting(task), "S"))
        elif task.about is About.ARTICLE:
            made.append(_task_command(task, f"{task.title or task.name}…", _asking_article(task), ""))
        elif task.about is About.ENTITY:
            made.append(_task_command(task, f"{task.title or task.name}…", _asking_entity(task), ""))
    return tuple(made)


def ordered_judgements(workbench: Workbench) -> list[Judgement]:
    """The stances in the order of their evidence: the order of the list."""
    pairs = {task.name for task in workbench.scheme.tasks if task.about is not About.PAIR}
    found = [j for j in workbench.annotation.judgements.values() if j.task not in pairs]
    return sorted(found, key=lambda j: (j.evidence[0].start if j.evidence else 10**9, len(j.id), j.id))


def _task_command(task: Task, title: str, run: Callable[[Desk], None], default_key: str) -> Command:
    key = task.key or default_key
    return Command(
        id=f"task.{task.name}",
        title=title,
        group=Group.STANCE,
        keys=(key,) if key else (),
        scope=Scope.ARTICLE,
        when=is_open,
        run=run,
        manual=task.description.strip() or f"Answers the question “{task.title or task.name}”.",
    )


def _starting(task: Task) -> Callable[[Desk], None]:
    return lambda desk: start(desk.workbench, task)


def _asking_article(task: Task) -> Callable[[Desk], None]:
    return lambda desk: _ask(desk, task, ARTICLE)


def _asking_entity(task: Task) -> Callable[[Desk], None]:
    def run(desk: Desk) -> None:
        ref = _entity_ref(desk.workbench, desk.workbench.selection.entity_id)
        if ref is None:
            raise Refused("Choose the entity first, in the list or in the text.")
        _ask(desk, task, ref)

    return run


def _ask(desk: Desk, task: Task, target: Ref) -> None:
    options = [Option(label.name, label.title or label.name, label.description) for label in task.labels]
    if edits.standing_answer(desk.workbench.annotation, task, target) is not None:
        options.append(Option("", "not judged", "takes the answer back"))
    about = f": {target.name}" if target.kind is RefKind.ENTITY else ""
    desk.choose(
        f"{task.title or task.name}{about}",
        options,
        lambda name: answer(desk.workbench, task, target, name or None),
    )


def _went_on(workbench: Workbench, entry: StanceEntry) -> None:
    if not entry.is_complete:
        workbench.set_stance_entry(entry)
        return
    judgement = entry.judgement()
    annotation, article = workbench.annotation, workbench.article
    if entry.editing is None:
        step = edits.add_judgement(annotation, article, entry.task, judgement)
    else:
        kept = edits.judgement_of(annotation, entry.editing)
        changed = kept.model_copy(
            update={"holder": entry.holder, "label": entry.label, "target": entry.target}
        )
        step = edits.edit_judgement(annotation, article, entry.task, changed)
    workbench.set_stance_entry(None)
    workbench.do(step, select=workbench.selection)
    added = next((c.after for c in step.changes if c.kind == "judgement" and c.after), None)
    if added is not None:
        workbench.select_judgement(added.id)


def _entry(workbench: Workbench) -> StanceEntry:
    if workbench.stance_entry is None:
        raise Refused("No stance is being made.")
    return workbench.stance_entry


def _chosen(workbench: Workbench) -> Judgement:
    if workbench.current_judgement is None:
        raise Refused("Choose a stance in the list first.")
    return workbench.current_judgement


def _task_of(scheme: Scheme, judgement: Judgement) -> Task:
    task = scheme.task(judgement.task)
    if task is None:
        raise Refused(f"The scheme has no task “{judgement.task}” any more.")
    return task


def _first_pair_task(scheme: Scheme) -> Task:
    tasks = scheme.tasks_about(About.PAIR)
    if not tasks:
        raise Refused("The scheme has no task about a holder and a target.")
    return tasks[0]


def _entity_ref(workbench: Workbench, entity_id: str | None) -> Ref | None:
    return None if entity_id is None else _ref(workbench, entity_id)


def _ref(workbench: Workbench, entity_id: str) -> Ref:
    return Ref(kind=RefKind.ENTITY, id=entity_id, name=workbench.annotation.entities[entity_id].name)


def _name_of(kind: RefKind) -> str:
    return {RefKind.AUTHOR: "the author", RefKind.NONE: "nobody"}.get(kind, kind.value)


def _step(bench: Workbench, places: int) -> None:
    found = ordered_judgements(bench)
    if not found:
        raise Refused("There are no stances in this article yet.")
    ids = [judgement.id for judgement in found]
    at = bench.selection.judgement_id
    index = (ids.index(at) + places) % len(ids) if at in ids else (0 if places > 0 else -1)
    bench.select_judgement(ids[index])


COMMANDS = (
    edit,
    delete,
    add_evidence,
    within,
    toggle_implicit,
    toggle_intensity,
    toggle_confidence,
    note,
    next_stance,
    previous_stance,
)
