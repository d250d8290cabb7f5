"""Names and texts on one line of a file, as they stand or, where lines cannot hold them so, as JSON."""

import orjson


def is_one_line(text: str) -> bool:
    """Whether the text comes back as it is from the end of a line."""
    return text == text.strip() and not ("\n" in text or "\r" in text or "\t" in text)


def on_one_line(text: str) -> str:
    """The text, or its JSON where it is not one line; `from_one_line` finds it again."""
    return text if is_one_line(text) and not text.startswith('"') else orjson.dumps(text).decode()


def from_one_line(said: str) -> str:
    """The text that was put on one line."""
    if not said.startswith('"'):
        return said
    try:
        value = orjson.loads(said)
    except orjson.JSONDecodeError:
        return said
    return value if isinstance(value, str) and value else said
