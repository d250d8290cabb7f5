"""Moving the caret and selecting text with the keyboard alone."""

from collections.abc import Callable

from annotator.commands.command import Command, Group, Scope, is_open
from annotator.commands.desk import Desk
from annotator.domain import tokens

Move = Callable[[Desk, int], int]
"""Where the caret goes from an offset, both in code points of the text."""


def _text(desk: Desk) -> str:
    return desk.workbench.article.text


def _in_text(function: Callable[[str, int], int]) -> Move:
    return lambda desk, offset: function(_text(desk), offset)


def _sideways(*, visually_right: bool, by_word: bool) -> Move:
    """Left and right are what is seen: in a right-to-left article the left arrow goes forward."""
    forward = tokens.next_token_end if by_word else tokens.next_character
    backward = tokens.previous_token_start if by_word else tokens.previous_character

    def move(desk: Desk, offset: int) -> int:
        ahead = visually_right is not desk.workbench.article.is_rtl
        return (forward if ahead else backward)(_text(desk), offset)

    return move


_MOVES: tuple[tuple[str, str, str, Move], ...] = (
    ("left", "Left", "one character to the left", _sideways(visually_right=False, by_word=False)),
    ("right", "Right", "one character to the right", _sideways(visually_right=True, by_word=False)),
    ("word_left", "Ctrl+Left", "one word to the left", _sideways(visually_right=False, by_word=True)),
    ("word_right", "Ctrl+Right", "one word to the right", _sideways(visually_right=True, by_word=True)),
    ("up", "Up", "one line up", lambda desk, offset: desk.geometry.vertical(offset, -1)),
    ("down", "Down", "one line down", lambda desk, offset: desk.geometry.vertical(offset, 1)),
    ("page_up", "PgUp", "one page up", lambda desk, offset: desk.geometry.page(offset, -1)),
    ("page_down", "PgDown", "one page down", lambda desk, offset: desk.geometry.page(offset, 1)),
    ("line_start", "Home", "to the beginning of the line", lambda desk, at: desk.geometry.line_start(at)),
    ("line_end", "End", "to the end of the line", lambda desk, offset: desk.geometry.line_end(offset)),
    ("text_start", "Ctrl+Home", "to the beginning of the article", lambda _desk, _offset: 0),
    ("text_end", "Ctrl+End", "to the end of the article", lambda desk, _offset: len(_text(desk))),
)


def _moving(move: Move, *, extend: bool) -> Callable[[Desk], None]:
    def run(desk: Desk) -> None:
        bench = desk.workbench
        offset = min(max(move(desk, bench.selection.caret), 0), len(_text(desk)))
        bench.select(bench.selection.with_caret(offset, extend=extend))

    return run


def _commands(name: str, key: str, where: str, move: Move) -> tuple[Command, Command]:
    plain = Command(
        id=f"caret.{name}",
        title=f"Caret {where}",
        group=Group.GO,
        keys=(key,),
        scope=Scope.ARTICLE,
        when=is_open,
        run=_moving(move, extend=False),
        manual=f"Moves the caret {where}.",
        in_menu=False,
    )
    ctrl = key.startswith("Ctrl+")
    shifted = f"Ctrl+Shift+{key.removeprefix('Ctrl+')}" if ctrl else f"Shift+{key}"
    selecting = Command(
        id=f"select.{name}",
        title=f"Select {where}",
        group=Group.GO,
        keys=(shifted,),
        scope=Scope.ARTICLE,
        when=is_open,
        run=_moving(move, extend=True),
        manual=f"Selects text {where}.",
        in_menu=False,
    )
    return plain, selecting


COMMANDS = tuple(made for row in _MOVES for made in _commands(*row))
_PAGING = {"caret.page_up", "caret.page_down", "caret.text_start", "caret.text_end"}
PAGING = tuple(one for one in COMMANDS if one.id in _PAGING)
"""Looking about in the article where arrows mean something else."""
