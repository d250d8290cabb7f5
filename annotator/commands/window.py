"""What the window shows: panels, dialogs, size of the text, projects."""

from annotator.commands.command import Command, Condition, Function, Group, Scope, always
from annotator.commands.desk import Desk, Page


def _showing(page: Page) -> Function:
    return lambda desk: desk.show(page)


def _zooming(steps: int) -> Function:
    return lambda desk: desk.zoom(steps)


def _focusing(desk: Desk) -> None:
    desk.focus_next_pane()


def _quitting(desk: Desk) -> None:
    desk.quit()


_ROWS: tuple[tuple[str, str, Group, tuple[str, ...], Condition, Function, str], ...] = (
    (
        "project.new",
        "New project…",
        Group.PROJECT,
        ("Ctrl+N",),
        always,
        _showing(Page.NEW),
        "Makes an empty project: one file, or a database shared by a team.",
    ),
    (
        "project.open",
        "Open project…",
        Group.PROJECT,
        ("Ctrl+O",),
        always,
        _showing(Page.OPEN),
        "Opens a project file or a PostgreSQL address.",
    ),
    (
        "project.start",
        "Start page",
        Group.PROJECT,
        (),
        always,
        _showing(Page.START),
        "Shows recent projects, the demo and how to begin.",
    ),
    (
        "project.import",
        "Import…",
        Group.PROJECT,
        ("Ctrl+I",),
        always,
        _showing(Page.IMPORT),
        "Reads articles from files and folders; what is refused is listed with file, line and reason.",
    ),
    (
        "project.suggest",
        "Pre-highlight…",
        Group.PROJECT,
        ("Ctrl+Shift+P",),
        always,
        _showing(Page.SUGGEST),
        "Lets a spaCy pipeline propose mentions in articles that have no proposals yet.",
    ),
    (
        "project.export",
        "Export…",
        Group.PROJECT,
        ("Ctrl+E",),
        always,
        _showing(Page.EXPORT),
        "Writes annotations to a file for training and analysis.",
    ),
    (
        "project.statistics",
        "Progress…",
        Group.PROJECT,
        (),
        always,
        _showing(Page.STATISTICS),
        "Shows how far each annotator is, and how long they worked.",
    ),
    (
        "project.agreement",
        "Agreement",
        Group.PROJECT,
        ("Ctrl+Shift+A",),
        always,
        _showing(Page.AGREEMENT),
        "Shows how far annotators agree, in numbers and plots; each of them opens the conflicts behind it.",
    ),
    (
        "project.scheme",
        "Scheme…",
        Group.PROJECT,
        ("Ctrl+Shift+S",),
        always,
        _showing(Page.SCHEME),
        "Edits labels, colours, keys, tasks, topics and guidelines.",
    ),
    (
        "project.take_over",
        "Take over the desk…",
        Group.PROJECT,
        (),
        always,
        _showing(Page.TAKE_OVER),
        "Says who sits here now; the name is on everything they do.",
    ),
    (
        "project.settings",
        "Settings…",
        Group.PROJECT,
        ("Ctrl+,",),
        always,
        _showing(Page.SETTINGS),
        "Theme, text size, line spacing, keys.",
    ),
    (
        "project.quit",
        "Quit",
        Group.PROJECT,
        ("Ctrl+Q",),
        always,
        _quitting,
        "Waits for the last step to be saved and closes the window.",
    ),
    (
        "view.palette",
        "Commands",
        Group.VIEW,
        ("Ctrl+K",),
        always,
        _showing(Page.PALETTE),
        "Finds and runs any command by its name.",
    ),
    (
        "view.queue",
        "Queue",
        Group.VIEW,
        ("Ctrl+1",),
        always,
        _showing(Page.QUEUE),
        "Shows or hides the list of articles.",
    ),
    (
        "view.entities",
        "Entities",
        Group.VIEW,
        ("Ctrl+2",),
        always,
        _showing(Page.ENTITIES),
        "Shows the entities of the article.",
    ),
    (
        "view.stances",
        "Stances",
        Group.VIEW,
        ("Ctrl+3",),
        always,
        _showing(Page.STANCES),
        "Shows the stances of the article as sentences.",
    ),
    (
        "view.matrix",
        "Matrix",
        Group.VIEW,
        ("Ctrl+4",),
        always,
        _showing(Page.MATRIX),
        "Shows the stances as holders by targets; what was not judged is told apart from neutral.",
    ),
    (
        "view.questions",
        "Questions",
        Group.VIEW,
        ("Ctrl+5",),
        always,
        _showing(Page.QUESTIONS),
        "Shows the scheme’s questions about the article and its entities.",
    ),
    (
        "view.guidelines",
        "Guidelines",
        Group.VIEW,
        ("Ctrl+6",),
        always,
        _showing(Page.GUIDELINES),
        "Shows the guidelines beside the text.",
    ),
    (
        "view.larger",
        "Larger text",
        Group.VIEW,
        ("Ctrl++", "Ctrl+="),
        always,
        _zooming(1),
        "Makes the article’s text larger.",
    ),
    (
        "view.smaller",
        "Smaller text",
        Group.VIEW,
        ("Ctrl+-",),
        always,
        _zooming(-1),
        "Makes the article’s text smaller.",
    ),
    (
        "view.usual_size",
        "Usual size",
        Group.VIEW,
        ("Ctrl+0",),
        always,
        _zooming(0),
        "Goes back to the size in the settings.",
    ),
    (
        "view.full_screen",
        "Full screen",
        Group.VIEW,
        ("F11",),
        always,
        _showing(Page.FULL_SCREEN),
        "Gives the whole screen to the window.",
    ),
    (
        "view.next_pane",
        "Next pane",
        Group.VIEW,
        ("F6",),
        always,
        _focusing,
        "Moves the keyboard between queue, article and panels.",
    ),
    (
        "help.manual",
        "Manual",
        Group.HELP,
        ("F1",),
        always,
        _showing(Page.MANUAL),
        "Opens the manual, with the table of all keys.",
    ),
    (
        "help.about",
        "About",
        Group.HELP,
        (),
        always,
        _showing(Page.ABOUT),
        "Says which version this is, and which pipelines are installed.",
    ),
)


def _command(
    id_: str, title: str, group: Group, keys: tuple[str, ...], when: Condition, run: Function, manual: str
) -> Command:
    return Command(id_, title, group, keys, Scope.WINDOW, when, run, manual)


COMMANDS = tuple(_command(*row) for row in _ROWS)
