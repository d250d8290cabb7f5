"""YAML read as it is written, every value text, and the line each stands in."""

from dataclasses import dataclass, field

import yaml

Place = tuple[str | int, ...]
Plain = str | list["Plain"] | dict[str, "Plain"] | None


@dataclass
class LinedYaml:
    """A document; `no`, `1.0` and `2020-10-21` stay the text they are, only nothing and `null` are None."""

    value: Plain = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    """Line and sentence of what is no YAML, or is YAML nobody wants to find in a scheme."""

    def line_of(self, place: Place) -> int:
        """The line the place stands in; of what is missing, the line of what should hold it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(text: str) -> LinedYaml:
    document = LinedYaml()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        document.faults.append((line, f"The character U+{error.character:04X} cannot stand in YAML."))
    except yaml.MarkedYAMLError as error:
        document.faults.append(_broken(error))
    else:
        if root is not None:
            document.value = _walked(root, (), document, set())
    return document


def _broken(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    mark = error.problem_mark or error.context_mark
    problem = (error.problem or "it cannot be read").replace("'\\t'", "a tab")
    return (mark.line + 1 if mark else 1), f"This is not YAML: {problem}."


def _walked(node: yaml.Node, place: Place, document: LinedYaml, walked: set[int]) -> Plain:
    line = node.start_mark.line + 1
    document.lines.setdefault(place, line)
    if id(node) in walked:
        # An alias can make a document endless.
        document.faults.append((line, "An alias (*) refers back to this; write it out where it is used."))
        return None
    walked.add(id(node))
    match node:
        case yaml.MappingNode():
            return _mapping(node, place, document, walked)
        case yaml.SequenceNode():
            items = enumerate(node.value)
            return [_walked(item, (*place, index), document, walked) for index, item in items]
        case yaml.ScalarNode(style=None, value="" | "~" | "null"):
            return None
        case _:
            return str(node.value)


def _mapping(node: yaml.MappingNode, place: Place, document: LinedYaml, walked: set[int]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            document.faults.append((line, "A key must be a word."))
        elif key.value in found:
            first = document.lines[*place, key.value]
            document.faults.append((line, f"“{key.value}” stands twice; first in line {first}."))
        else:
            document.lines[*place, key.value] = line
            found[key.value] = _walked(value, (*place, key.value), document, walked)
    return found
