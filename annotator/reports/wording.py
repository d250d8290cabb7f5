"""How numbers, layers and what annotators differ in are written in reports."""

import regex

from annotator.agreement.conflict import Difference
from annotator.agreement.table import Figure, Interval, Layer, Reliability, Standing
from annotator.domain.ruling import ErrorCategory, Outcome

_MINUS = "\N{MINUS SIGN}"
_PLURAL = regex.compile(r"(?<=\w)(?:ies|s)\b")

LAYERS = {Layer.MENTIONS: "Mentions", Layer.ENTITIES: "Entities", Layer.JUDGEMENTS: "Judgements"}
DIFFERENCES = {
    Difference.NONE: "No difference",
    Difference.BOUNDARY: "Where it begins or ends",
    Difference.LABEL: "Which label",
    Difference.BOUNDARY_AND_LABEL: "Where it begins or ends, and which label",
    Difference.MISSING: "Marked by some, not by others",
    Difference.MERGED_OR_SPLIT: "One entity or several",
    Difference.PRESENCE: "Seen by some, not by others",
    Difference.POLARITY: "Which side is taken",
    Difference.TARGET: "Toward whom or what",
    Difference.HOLDER: "Whose it is",
    Difference.DIRECTION: "Who toward whom",
}
_RELIABLE_IN = {"existence": "whether there is anything", "label": "which label"}
_MODELS = {"dawid-skene": "Dawid and Skene’s model", "mace": "MACE", "majority": "majority"}
CATEGORIES = {
    ErrorCategory.SLIP: "a slip",
    ErrorCategory.MISREAD: "the text was misread",
    ErrorCategory.GUIDELINES_NOT_FOLLOWED: "the guidelines say otherwise",
    ErrorCategory.GUIDELINES_UNCLEAR: "the guidelines are not clear about it",
    ErrorCategory.TEXT_AMBIGUOUS: "the text is ambiguous",
    ErrorCategory.PROPOSAL_FOLLOWED: "a wrong proposal was followed",
    ErrorCategory.OTHER: "another reason",
}
OUTCOMES = {
    Outcome.AGREED: "Settled in advance: enough annotators agree",
    Outcome.TAKEN: "One of the answers was taken",
    Outcome.UNION: "The answers were put together",
    Outcome.NEITHER: "None of the answers was taken",
    Outcome.BOTH_VALID: "Several answers are valid",
    Outcome.EDITED: "The reviewer gave another answer",
}


def decimal(value: float, places: int = 2) -> str:
    """A number with a real minus sign, none before nothing but zeros, and 1 for nothing less than 1."""
    written = f"{value:.{places}f}"
    if value < 1 <= float(written):
        closer = f"{value:.{places + 1}f}"
        written = closer if float(closer) < 1 else f">0.{'9' * (places + 1)}"
    if not written.strip("-0."):
        written = written.removeprefix("-")
    return written.replace("-", _MINUS)


def grouped(number: int) -> str:
    """A count with its thousands apart, by spaces that do not break."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def counted(number: int, what: str) -> str:
    """ "1 annotation", "1 204 mentions that either marked": what is counted comes in the plural."""
    said = _PLURAL.sub(lambda found: "y" if found[0] == "ies" else "", what, count=1) if number == 1 else what
    return f"{grouped(number)} {said}"


def interval_words(interval: Interval) -> str:
    return f"{decimal(interval.low)} to {decimal(interval.high)}"


def number_words(one: Figure | Reliability) -> str:
    """The value with its interval, or the words that stand instead of one: "0.83 (0.79 to 0.87)"."""
    if one.standing is not Standing.MEASURED or one.value is None:
        return one.standing.value
    if one.interval is None:
        return decimal(one.value)
    return f"{decimal(one.value)} ({interval_words(one.interval)})"


def reliability_words(one: Reliability) -> str:
    """What somebody is reliable in: "which label"; a name that is not known stands as it is."""
    return _RELIABLE_IN.get(one.measure, one.measure)


def model_words(method: str) -> str:
    """What a way to estimate is called: "Dawid and Skene’s model"."""
    return _MODELS.get(method, method)


def layer_words(layer: str, task: str | None) -> str:
    """The heading of a part: "Mentions", "Judgements: stance"."""
    return LAYERS[Layer(layer)] if task is None else f"{LAYERS[Layer(layer)]}: {task}"


def difference_words(difference: str) -> str:
    """How the answers of a conflict differ; what a newer program wrote stands as it is."""
    return next((words for one, words in DIFFERENCES.items() if one == difference), difference)


def percent(share: float) -> str:
    """ "95 %", "97.5 %"."""
    return f"{100 * share:.4g}\N{NO-BREAK SPACE}%"
