"""How WebAnno TSV writes characters that have a meaning in it: in sentences, and in values."""

import re
from collections.abc import Iterator

_VALUE = re.compile(r"->|[\\\[\]|_;\t\n*]")
_IN_VALUE = {"\t": "\\t", "\n": "\\n"}
_ESCAPED_VALUE = re.compile(r"\\(->|[\\\[\]|_;tn*])")
_OUT_OF_VALUE = {"t": "\t", "n": "\n"}
# Of control characters only those that have a letter are readable; the others stand behind a backslash.
_LETTERS = {"\t": "t", "\n": "n", "\f": "f", "\r": "r", "\b": "b"}
_TEXT = re.compile(r"[\x00-\x0a\x0c-\x1f\\]")
_ESCAPED_TEXT = re.compile(r"\\([tnfrb\\\x00-\x1f])")
_OUT_OF_TEXT = {letter: character for character, letter in _LETTERS.items()}
_ESCAPED_JAVA = re.compile(r"\\(u+[0-9a-fA-F]{4}|[0-3]?[0-7]{1,2}|.)", re.DOTALL)


def escaped_value(value: str) -> str:
    """The value of a feature as it stands in a cell."""
    # Most are a word.
    if value.isalnum():
        return value
    return _VALUE.sub(lambda match: _IN_VALUE.get(match[0], f"\\{match[0]}"), value)


def unescaped_value(cell: str) -> str:
    """The value that stands in a cell."""
    if "\\" not in cell:
        return cell
    return _ESCAPED_VALUE.sub(lambda match: _OUT_OF_VALUE.get(match[1], match[1]), cell)


def escaped_text(text: str) -> str:
    """A line of a sentence as it stands after `#Text=`."""
    return _TEXT.sub(lambda match: f"\\{_LETTERS.get(match[0], match[0])}", text)


def unescaped_text(line: str, *, as_java: bool) -> str:
    """The line of a sentence; up to version 3.1 characters are escaped as in Java, by their numbers too."""
    if "\\" not in line:
        return line
    if as_java:
        # Java writes characters beyond the first 65,536 as two halves.
        halves = _ESCAPED_JAVA.sub(_java, line).encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "surrogatepass")
    return _ESCAPED_TEXT.sub(lambda match: _OUT_OF_TEXT.get(match[1], match[1]), line)


def parts_of(cell: str, separator: str) -> Iterator[str]:
    """The parts of the cell between separators that are not escaped."""
    if "\\" not in cell:
        yield from cell.split(separator)
        return
    start = 0
    for match in re.finditer(rf"\\.|{re.escape(separator)}", cell):
        if match[0] == separator:
            yield cell[start : match.start()]
            start = match.end()
    yield cell[start:]


def _java(match: re.Match[str]) -> str:
    escaped = match[1]
    if escaped[0] == "u" and len(escaped) > 1:
        return chr(int(escaped.lstrip("u"), 16))
    if escaped.isdecimal():
        return chr(int(escaped, 8)) if set(escaped) <= set("01234567") else escaped
    return _OUT_OF_TEXT.get(escaped, escaped)
