"""What in annotations will not train well: marks that cut tokens, loose edges, two labels for one name."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from annotator.domain.names import normal_name
from annotator.domain.sentences import sentences
from annotator.domain.tokens import Offsets

FEWEST_EXAMPLES = 20
"""Of a label; with fewer, what is learned of it is luck, and so is what is measured."""
_QUOTE = 60
_OPENING, _CLOSING = "([{«“„‘", ")]}»”’"
_LOOSE = frozenset(",;:!?…–—-\"'`/|*·•" + _OPENING + _CLOSING)
_PAIRS = dict(zip("([{«“‘", ")]}»”’", strict=True))
_NAMES = {",": "a comma", ";": "a semicolon", ":": "a colon", "-": "a hyphen", "–": "a dash", "—": "a dash"}
_LONGEST_ABBREVIATION = 4


class Problem(StrEnum):
    MISALIGNED = "cuts a token"
    EDGE = "has a loose edge"
    CROSSES = "crosses a sentence"
    TWO_LABELS = "has two labels"
    FEW = "has few examples"


class Finding(NamedTuple):
    """A problem, where it is ("" where it is of the whole project), and in words what it is."""

    problem: Problem
    article: str
    what: str
    why: str


class Marked(Protocol):
    """A mention, as far as this is concerned."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


Tokenizer = Callable[[str], Sequence[Offsets]]


@dataclass
class Readiness:
    """Looks at one annotation after the other; what only shows in all of them comes at the end."""

    tokenizer: Tokenizer
    _labels: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _spelled: dict[str, str] = field(default_factory=dict)
    _examples: Counter[str] = field(default_factory=Counter)

    def look(self, article: str, text: str, mentions: Iterable[Marked], by: str = "") -> Iterator[Finding]:
        """What is wrong with single mentions, in order of reading; `by` is whose they are.

        That two annotators label a name otherwise is disagreement, and measured as that.
        """
        in_order = sorted(mentions, key=lambda one: (one.start, -one.end, one.label))
        for mention in in_order:
            self._meet(text[mention.start : mention.end], mention.label, by)
        for mention, problem, why in problems(text, in_order, self.tokenizer):
            what = f"{_shown(text[mention.start : mention.end])} ({mention.label})"
            yield Finding(problem, article, what, why)

    def answered(self, task: str, label: str) -> None:
        """Counts an answer to a question as an example of it."""
        self._examples[f"{task}: {label}"] += 1

    def in_all(self, known: Iterable[str] = ()) -> Iterator[Finding]:
        """Names with two labels, and labels with few examples, those that are `known` and never used too."""
        for (name, by), labels in sorted(self._labels.items()):
            if len(labels) > 1:
                counts = ", ".join(f"{number} times {label}" for label, number in labels.most_common())
                counts += f" by {by}" if by else ""
                yield Finding(Problem.TWO_LABELS, "", f"“{self._spelled[name]}”", counts)
        for label in sorted({*self._examples, *known}):
            if self._examples[label] < FEWEST_EXAMPLES:
                number = self._examples[label]
                why = f"{number} {'example' if number == 1 else 'examples'}; it takes {FEWEST_EXAMPLES}"
                yield Finding(Problem.FEW, "", label, why)

    def _meet(self, quote: str, label: str, by: str) -> None:
        name = normal_name(quote)
        self._labels[name, by][label] += 1
        self._spelled.setdefault(name, " ".join(quote.split()))
        self._examples[label] += 1


_Mention = TypeVar("_Mention", bound=Marked)


def problems(
    text: str, mentions: Iterable[_Mention], tokenizer: Tokenizer
) -> Iterator[tuple[_Mention, Problem, str]]:
    """What of single mentions will not train well, with the reason in words."""
    in_order = list(mentions)
    if in_order:
        starts, ends = _edges(tokenizer(text))
        for mention in in_order:
            for problem, why in _problems(text, mention, starts, ends):
                yield mention, problem, why


def _edges(tokens: Sequence[Offsets]) -> tuple[frozenset[int], frozenset[int]]:
    return frozenset(start for start, _ in tokens), frozenset(end for _, end in tokens)


def _problems(
    text: str, mention: Marked, starts: frozenset[int], ends: frozenset[int]
) -> Iterator[tuple[Problem, str]]:
    loose = loose_edge(text[mention.start : mention.end])
    if loose is not None:
        yield Problem.EDGE, loose
    if mention.start not in starts or mention.end not in ends:
        which = "begins" if mention.start not in starts else "ends"
        yield Problem.MISALIGNED, f"it {which} inside of what the tokenizer takes for one token"
    if _crosses(text, mention):
        yield Problem.CROSSES, "it begins in one sentence and ends in another"


def loose_edge(quote: str) -> str | None:
    """Which white space or punctuation at an edge does not belong to a name; None if there is none.

    A full stop belongs to “Inc.” and “U.S.”, brackets and quotation marks to what they enclose in it.
    """
    if quote != quote.strip():
        return f"it {'ends' if quote == quote.lstrip() else 'begins'} with white space"
    if not quote or len(quote) == 1:
        return None
    first, last = quote[0], quote[-1]
    if first in _LOOSE and _PAIRS.get(first, "") not in quote[1:]:
        return f"it begins with {_NAMES.get(first, first)}"
    if last in _LOOSE and not _is_closed(quote):
        return f"it ends with {_NAMES.get(last, last)}"
    word = quote.rsplit(maxsplit=1)[-1]
    if last == "." and len(word) > _LONGEST_ABBREVIATION + 1 and "." not in word[:-1]:
        return "it ends with a full stop"
    return None


def _is_closed(quote: str) -> bool:
    opening = next((one for one, other in _PAIRS.items() if other == quote[-1]), None)
    # A straight or curly apostrophe may close a plural: “the Browns’”.
    return quote[-1] in "’'" or (opening is not None and opening in quote[:-1])


def _crosses(text: str, mention: Marked) -> bool:
    """Whether the sentence it begins in ends before it; white space between sentences counts for neither."""
    spans = sentences(text)
    place = bisect_right(spans, mention.start, key=lambda span: span[0]) - 1
    if place < 0:
        return False
    return bool(text[spans[place][1] : mention.end].strip()) and mention.start < spans[place][1]


def _shown(quote: str) -> str:
    quote = " ".join(quote.split())
    return f"“{quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + '…'}”"
