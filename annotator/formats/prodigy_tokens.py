"""The tokens of a Prodigy task: as they stand there, and as short as they can be kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from pydantic import JsonValue

from annotator.domain.tokens import Offsets
from annotator.formats.json_values import Record, Unreadable, as_object, offsets_of

_PLACES = re.compile(r"(?:(?: |^)[0-9]{1,9} [0-9]{1,9})*")


class Tokens(NamedTuple):
    """The tokens as a task has them, and where they stand."""

    written: Sequence[Mapping[str, JsonValue]]
    places: Sequence[Offsets]


def short_tokens(text: str, tokens: Sequence[JsonValue]) -> JsonValue:
    """The tokens as short as they can be: where they stand; whole where there is more to them."""
    known = [token for token in tokens if isinstance(token, dict)]
    places = [(token.get("start"), token.get("end")) for token in known]
    with_ws = all("ws" in token for token in known)
    if len(known) == len(tokens) and _are_usual(text, known, places, with_ws=with_ws):
        # As one text, for there are very many.
        return {"places": " ".join(f"{start} {end}" for start, end in places), "ws": with_ws}
    for number, token in enumerate(tokens, 1):
        offsets_of(as_object(token, f"tokens: {number}"))
    return [*tokens]


def whole_tokens(text: str, kept: JsonValue) -> Tokens | None:
    """What `short_tokens` made, as it was; None where it was not made by it."""
    if isinstance(kept, dict):
        said = kept.get("places")
        if not isinstance(said, str) or _PLACES.fullmatch(said) is None:
            return None
        edges = [int(edge) for edge in said.split()]
        places = [*zip(edges[::2], edges[1::2], strict=True)]
        return Tokens(token_list(text, places, with_ws=bool(kept.get("ws"))), places)
    if not isinstance(kept, list):
        return None
    try:
        tokens = [as_object(token, "tokens") for token in kept]
        return Tokens(tokens, [offsets_of(token) for token in tokens])
    except Unreadable:
        return None


def _are_usual(
    text: str,
    tokens: Sequence[Record],
    places: Sequence[tuple[JsonValue, JsonValue]],
    *,
    with_ws: bool,
) -> bool:
    """Whether they are what would be written of their places; key by key, for there are very many."""
    if not all(type(start) is type(end) is int for start, end in places):
        return False
    whole = cast(Sequence[tuple[int, int]], places)
    most = 5 if with_ws else 4
    return (
        all(len(token) == most for token in tokens)
        and [token.get("text") for token in tokens] == [text[start:end] for start, end in whole]
        and [token.get("id") for token in tokens] == list(range(len(tokens)))
        and (
            not with_ws
            or [token["ws"] for token in tokens] == [text[end : end + 1] == " " for _, end in whole]
        )
        and all(0 <= start <= end for start, end in whole)
    )


def token_list(text: str, places: Iterable[tuple[int, int]], *, with_ws: bool) -> list[dict[str, JsonValue]]:
    """The tokens at these places, with whether a space follows each."""
    if not with_ws:
        return [
            {"text": text[start:end], "start": start, "end": end, "id": number}
            for number, (start, end) in enumerate(places)
        ]
    return [
        {"text": text[start:end], "start": start, "end": end, "id": number, "ws": text[end : end + 1] == " "}
        for number, (start, end) in enumerate(places)
    ]
