"""The guidelines of a scheme: what is added to them while disagreement is settled."""

from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme

HEADING = "## Decided in review"


def with_sentence(scheme: Scheme, sentence: str) -> Scheme:
    """The scheme with the sentence at the end of its guidelines, under the next version of both.

    Sentences of earlier reviews stand before it under one heading, which the first of them makes.
    """
    said = " ".join(sentence.split())
    if not said:
        raise Refused("Write the sentence that is to stand in the guidelines.")
    item = f"- {said}"
    lines = scheme.guidelines.rstrip().splitlines()
    if item in lines:
        raise Refused("The guidelines say that already.")
    if HEADING not in lines:
        lines += ["", HEADING, ""] if lines else [HEADING, ""]
        return _next_version(scheme, [*lines, item])
    begins = lines.index(HEADING)
    # A heading after ours begins something else.
    ends = next((n for n in range(begins + 1, len(lines)) if lines[n].startswith("#")), len(lines))
    while lines[ends - 1] == "":
        ends -= 1
    return _next_version(scheme, [*lines[:ends], item, *lines[ends:]])


def _next_version(scheme: Scheme, lines: list[str]) -> Scheme:
    return scheme.model_copy(
        update={
            "guidelines": "\n".join(lines) + "\n",
            "guidelines_version": _after(scheme.guidelines_version),
        }
    )


def _after(version: str) -> str:
    """After "1" comes "2", after "1.9" "1.10", after "draft" "draft 2"."""
    head = version.rstrip("0123456789")
    number = version[len(head) :]
    return f"{head}{int(number) + 1}" if number else f"{version} 2"
