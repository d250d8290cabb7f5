"""Between which mentions a judgement about two stands, for formats that know relations of mentions alone."""

from collections.abc import Callable

from annotator.formats.stored_json import JsonAnnotation, JsonJudgement, JsonRef

Ends = tuple[str, str]


def pair_ends(said: JsonAnnotation) -> Callable[[JsonJudgement], Ends | None]:
    """What gives the ids of the two mentions: those pointed at, or the first of the entity pointed at.

    None where an end is neither: the author, somebody not listed, a topic, an entity without a mention.
    """
    first: dict[str, str] = {}
    for mention in sorted(said["mentions"].values(), key=lambda m: (m["start"], -m["end"], m["id"])):
        if mention["entity"] is not None:
            first.setdefault(mention["entity"], mention["id"])

    def end(ref: JsonRef | None) -> str | None:
        if ref is None or ref["id"] is None:
            return None
        if ref["kind"] == "mention":
            return ref["id"] if ref["id"] in said["mentions"] else None
        return first.get(ref["id"]) if ref["kind"] == "entity" else None

    def ends(judgement: JsonJudgement) -> Ends | None:
        holder, target = end(judgement["holder"]), end(judgement["target"])
        return None if holder is None or target is None else (holder, target)

    return ends
