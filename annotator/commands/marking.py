"""Correcting mentions: going through them, accepting, relabelling, resizing, removing, marking."""

from collections.abc import Callable
from dataclasses import replace

from annotator.commands.command import (
    Command,
    Group,
    Scope,
    command,
    has_mention,
    has_selected_text,
    is_open,
)
from annotator.commands.desk import Desk, Option
from annotator.domain import tokens
from annotator.domain.annotation import Decision, Mention
from annotator.domain.edits import mentions as edits
from annotator.domain.refused import Refused
from annotator.domain.scheme import EntityLabel, Scheme
from annotator.workbench.workbench import Preview, Workbench


def current(workbench: Workbench) -> Mention:
    mention = workbench.current_mention
    if mention is None:
        raise Refused("Choose a mention first: Tab goes to the next one.")
    return mention


@command("mention.next_open", "Next to look at", Group.MENTION, "Tab")
def next_open(desk: Desk) -> None:
    """Goes to the next mention nobody has looked at, beginning again at the top."""
    _go_open(desk.workbench, forward=True)


@command("mention.previous_open", "Previous to look at", Group.MENTION, "Shift+Tab")
def previous_open(desk: Desk) -> None:
    """Goes back to the mention before that nobody has looked at."""
    _go_open(desk.workbench, forward=False)


@command("mention.next", "Next mention", Group.MENTION, ".", "Alt+Down")
def next_mention(desk: Desk) -> None:
    """Goes to the next mention, looked at or not."""
    _go(desk.workbench, desk.workbench.annotation.ordered_mentions, forward=True)


@command("mention.previous", "Previous mention", Group.MENTION, ",", "Alt+Up")
def previous_mention(desk: Desk) -> None:
    """Goes to the mention before."""
    _go(desk.workbench, desk.workbench.annotation.ordered_mentions, forward=False)


@command("mention.accept", "Accept", Group.MENTION, "Return", "Enter", when=is_open)
def accept(desk: Desk) -> None:
    """Accepts the current mention and goes to the next to look at; while “all of these” is shown, does it."""
    bench = desk.workbench
    if bench.preview is not None:
        _repeat(desk, bench.preview)
        return
    mention = current(bench)
    bench.do(edits.accept_mention(bench.annotation, mention.id))
    _move_on(desk)


@command("mention.accept_all", "Accept all proposals", Group.MENTION, "Ctrl+Shift+Return")
def accept_all(desk: Desk) -> None:
    """Accepts every mention of the article that nobody has looked at, as one step."""
    bench = desk.workbench
    ids = [m.id for m in bench.annotation.ordered_mentions if m.decision is Decision.UNTOUCHED]
    if not ids:
        raise Refused("Every mention has been looked at.")
    bench.do(
        edits.accept_mentions(bench.annotation, ids, name="accept all proposals"), select=bench.selection
    )
    desk.say(f"Accepted {edits.count(len(ids), 'mention')}; Ctrl+Z takes that back.")


@command("mention.delete", "Remove", Group.MENTION, "Delete", "X", when=has_mention)
def delete(desk: Desk) -> None:
    """Removes the current mention and goes to the next one to look at."""
    bench = desk.workbench
    mention = current(bench)
    bench.do(edits.delete_mention(bench.annotation, mention.id))
    bench.select(bench.selection.with_caret(mention.start))
    _move_on(desk)


@command("mention.mark", "Mark", Group.MENTION, "M")
def mark(desk: Desk) -> None:
    """Marks the selected text, or the word under the caret, with the label used last."""
    mark_with(desk, desk.workbench.active_label)


@command("mention.relabel_other", "Label…", Group.LABEL, "L")
def choose_label(desk: Desk) -> None:
    """Chooses a label from the whole list, for labels that have no key."""
    options = [
        Option(label.name, label.title or label.name, label.description)
        for label in desk.workbench.scheme.entity_labels
    ]
    desk.choose("Label", options, lambda name: give_label(desk, name))


@command("mention.all", "All of these", Group.MENTION, "A", when=is_open)
def all_of_these(desk: Desk) -> None:
    """Shows where the last change would be made to all of the same name; once more, or Enter, does it."""
    bench = desk.workbench
    if bench.preview is not None:
        _repeat(desk, bench.preview)
        return
    deed = bench.last_deed
    if deed is None:
        raise Refused("Change a mention first; this then does the same to all of its name.")
    places = edits.places_for_all(bench.annotation, bench.article, deed)
    if not places:
        raise Refused(f"There is no other “{deed.name}” to {deed.deed}.")
    bench.show_preview(Preview(deed, places))
    label = f" as {deed.label}" if deed.label else ""
    desk.say(
        f"{deed.deed.capitalize()} {len(places)} more “{deed.name}”{label}? Enter does it, Esc leaves it."
    )


@command("mention.start_left", "Start one word left", Group.MENTION, "[", when=has_mention)
def start_left(desk: Desk) -> None:
    """Moves the beginning of the mention to the word before."""
    _move_edges(desk, start=tokens.previous_token_start)


@command("mention.start_right", "Start one word right", Group.MENTION, "{", when=has_mention)
def start_right(desk: Desk) -> None:
    """Moves the beginning of the mention to its next word."""
    _move_edges(desk, start=tokens.next_token_start)


@command("mention.end_right", "End one word right", Group.MENTION, "]", when=has_mention)
def end_right(desk: Desk) -> None:
    """Moves the end of the mention to the word after."""
    _move_edges(desk, end=tokens.next_token_end)


@command("mention.end_left", "End one word left", Group.MENTION, "}", when=has_mention)
def end_left(desk: Desk) -> None:
    """Moves the end of the mention back by a word."""
    _move_edges(desk, end=tokens.previous_token_end)


@command("mention.start_left_character", "Start one character left", Group.MENTION, "Alt+[", when=has_mention)
def start_left_character(desk: Desk) -> None:
    """Moves the beginning of the mention to the character before."""
    _move_edges(desk, start=tokens.previous_character)


@command(
    "mention.start_right_character", "Start one character right", Group.MENTION, "Alt+{", when=has_mention
)
def start_right_character(desk: Desk) -> None:
    """Moves the beginning of the mention to its next character."""
    _move_edges(desk, start=tokens.next_character)


@command("mention.end_right_character", "End one character right", Group.MENTION, "Alt+]", when=has_mention)
def end_right_character(desk: Desk) -> None:
    """Moves the end of the mention by one character."""
    _move_edges(desk, end=tokens.next_character)


@command("mention.end_left_character", "End one character left", Group.MENTION, "Alt+}", when=has_mention)
def end_left_character(desk: Desk) -> None:
    """Moves the end of the mention back by one character."""
    _move_edges(desk, end=tokens.previous_character)


@command("mention.add_piece", "Add piece", Group.MENTION, "+", when=has_selected_text)
def add_piece(desk: Desk) -> None:
    """Adds the selected text to the nearest mention before it, which then has several pieces."""
    bench = desk.workbench
    span = bench.selection.span
    before = [m for m in bench.annotation.ordered_mentions if span and m.end <= span[0]]
    if span is None or not before:
        raise Refused("Select the further piece; it joins the mention before it.")
    nearest = max(before, key=lambda mention: mention.end)
    bench.do(edits.add_fragment(bench.annotation, bench.article, nearest.id, *span))


@command("mention.cancel", "Never mind", Group.EDIT, "Escape", in_menu=False)
def cancel(desk: Desk) -> None:
    """Leaves whatever was begun: “all of these”, a stance, a selection, the current mention."""
    bench = desk.workbench
    if bench.preview is not None:
        bench.end_preview()
        desk.say("Left as it was.")
    elif bench.stance_entry is not None:
        bench.set_stance_entry(None)
    else:
        bench.select(bench.selection.with_caret(bench.selection.caret))


def label_commands(scheme: Scheme) -> tuple[Command, ...]:
    """One command a label of the scheme, on the label's own key."""

    def giving(name: str) -> Callable[[Desk], None]:
        return lambda desk: give_label(desk, name)

    def of(label: EntityLabel) -> Command:
        return Command(
            id=f"label.{label.name}",
            title=label.title or label.name,
            group=Group.LABEL,
            keys=(label.key,) if label.key else (),
            scope=Scope.ARTICLE,
            when=is_open,
            run=giving(label.name),
            manual=f"Relabels the current mention, or marks the selected text, as {label.name}.",
        )

    return tuple(of(label) for label in scheme.entity_labels)


def give_label(desk: Desk, label: str) -> None:
    """Relabels the current mention, or marks the selected text or the word under the caret."""
    bench = desk.workbench
    mention = bench.current_mention
    bench.set_active_label(label)
    if mention is not None and bench.selection.span is None:
        bench.do(edits.relabel_mention(bench.annotation, mention.id, label))
    else:
        mark_with(desk, label)


def mark_with(desk: Desk, label: str) -> None:
    bench = desk.workbench
    caret = bench.selection.caret
    span = bench.selection.span or tokens.token_at(bench.article.text, caret)
    if span is None:
        raise Refused("Select the words to mark, or put the caret into one.")
    mark_span(desk, *span, label)


def mark_span(desk: Desk, start: int, end: int, label: str) -> None:
    """Marks the span and remembers the label."""
    bench = desk.workbench
    bench.do(edits.add_mention(bench.annotation, bench.article, start, end, label))
    bench.set_active_label(label)


def _repeat(desk: Desk, preview: Preview) -> None:
    bench = desk.workbench
    where = bench.selection
    step = edits.repeat_on_all(bench.annotation, bench.article, preview.deed, preview.places)
    bench.do(step, select=where)
    desk.say(f"Done {edits.count(len(preview.places), 'time')}; Ctrl+Z takes them all back.")


def _move_edges(
    desk: Desk,
    *,
    start: Callable[[str, int], int] | None = None,
    end: Callable[[str, int], int] | None = None,
) -> None:
    bench = desk.workbench
    mention, text = current(bench), bench.article.text
    new_start = start(text, mention.start) if start else mention.start
    new_end = end(text, mention.end) if end else mention.end
    if (new_start, new_end) == (mention.start, mention.end):
        raise Refused("The text ends here.")
    if new_start >= new_end:
        raise Refused("A mention keeps at least one character; Delete removes it.")
    bench.do(edits.resize_mention(bench.annotation, bench.article, mention.id, new_start, new_end))


def _move_on(desk: Desk) -> None:
    bench = desk.workbench
    if any(mention.decision is Decision.UNTOUCHED for mention in bench.annotation.mentions.values()):
        _go_open(bench, forward=True)
    else:
        desk.say("Every mention has been looked at. Ctrl+Enter marks the article done.")


def _go_open(bench: Workbench, *, forward: bool) -> None:
    unseen = tuple(m for m in bench.annotation.ordered_mentions if m.decision is Decision.UNTOUCHED)
    if not unseen:
        raise Refused("Every mention has been looked at. Ctrl+Enter marks the article done.")
    _go(bench, unseen, forward=forward)


def _go(bench: Workbench, candidates: tuple[Mention, ...], *, forward: bool) -> None:
    """Selects the next candidate in order of reading, from the current mention or the caret on."""
    if not candidates:
        raise Refused("There are no mentions in this article yet.")
    mention = bench.current_mention
    caret = bench.selection.caret
    here = (
        (mention.start, -mention.end, mention.label, mention.id)
        if mention
        else (caret, -len(bench.article.text), "", "")
    )
    places = [((m.start, -m.end, m.label, m.id), m.id) for m in candidates]
    if forward:
        chosen = next((id_ for place, id_ in places if place > here), places[0][1])
    else:
        chosen = next((id_ for place, id_ in reversed(places) if place < here), places[-1][1])
    bench.select_mention(chosen)
    bench.select(replace(bench.selection, anchor=bench.selection.caret))


COMMANDS = (
    next_open,
    previous_open,
    next_mention,
    previous_mention,
    accept,
    accept_all,
    delete,
    all_of_these,
    mark,
    choose_label,
    start_left,
    start_right,
    end_right,
    end_left,
    start_left_character,
    start_right_character,
    end_right_character,
    end_left_character,
    add_piece,
    cancel,
)
