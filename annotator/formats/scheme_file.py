"""Schemes as YAML files that people edit: read with every fault named by its line, and written to be read."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from annotator.domain.bad_input import BadInput
from annotator.domain.refused import Refused
from annotator.domain.scheme import EntityLabel, FaultyScheme, Scheme, Task, TaskLabel, Topic
from annotator.formats.model_faults import is_echo, shown, wanted
from annotator.formats.yaml_lines import Place, read_yaml
from annotator.settings import shipped

DEFAULT_SCHEME = "news"

_MODELS: Mapping[Place, type[Scheme | EntityLabel | Task | TaskLabel | Topic]] = {
    (): Scheme,
    ("entity_labels",): EntityLabel,
    ("tasks",): Task,
    ("tasks", "labels"): TaskLabel,
    ("topics",): Topic,
}
# What YAML takes for a line feed and would read as one; and the tab, which it forbids where a line begins.
_OTHER_BREAK = re.compile("[\r\t\x85\u2028\u2029]")
_BREAK = re.compile("[\n\r\t\x85\u2028\u2029]")


class SchemeFaults(Refused):
    """Names everything that is wrong with a scheme file, by line."""

    def __init__(self, faults: tuple[BadInput, ...]) -> None:
        self.faults = faults
        said = " ".join(f"{fault.where}: {fault.reason}" for fault in faults)
        super().__init__(f"{faults[0].file} is not used. {said[0].upper()}{said[1:]}")


def shipped_schemes() -> Mapping[str, Path]:
    """The schemes that come with the program, by name."""
    return {path.stem: path for path in sorted(shipped("resources", "schemes").glob("*.yaml"))}


def find_scheme(name_or_file: str) -> Scheme:
    """The shipped scheme of that name, or the one in that file."""
    known = shipped_schemes()
    path = known.get(name_or_file) or Path(name_or_file)
    if not path.is_file():
        raise Refused(f"There is no scheme “{name_or_file}”: name a file or one of {', '.join(known)}.")
    return read_scheme(path)


def read_scheme(path: Path) -> Scheme:
    """The scheme in the file; raises SchemeFaults."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _faults(str(path), [(line, "This is not UTF-8; save the file as UTF-8.")]) from None
    return scheme_of(text, file=str(path))


def scheme_of(text: str, *, file: str) -> Scheme:
    """The scheme that the text of a scheme file says; raises SchemeFaults."""
    document = read_yaml(text)
    if document.faults:
        raise _faults(file, document.faults)
    if not isinstance(document.value, dict):
        raise _faults(file, [(1, "A scheme is written as lines of “key: value”, the first “name: …”.")])
    try:
        return Scheme.model_validate(document.value)
    except ValidationError as error:
        found = (fault for details in error.errors() if not is_echo(details) for fault in _said(details))
        lined = sorted((document.line_of(place), sentence) for place, sentence in found)
        raise _faults(file, lined) from None


def scheme_text(scheme: Scheme) -> str:
    """The scheme as a file; reading it gives an equal scheme."""
    plain = scheme.model_dump(mode="json", exclude_defaults=True)
    return "".join(_section(key, value) for key, value in plain.items())


def _section(key: str, value: object) -> str:
    """One top-level key; what takes several lines is set off by a blank one."""
    text = yaml.dump({key: value}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return f"\n{text}" if text.count("\n") > 1 else text


def _faults(file: str, lined: list[tuple[int, str]]) -> SchemeFaults:
    return SchemeFaults(tuple(BadInput(file=file, where=f"line {n}", reason=said) for n, said in lined))


def _said(error: ErrorDetails) -> Iterator[tuple[Place, str]]:
    place = error["loc"]
    name = f"“{place[-1]}”" if place and isinstance(place[-1], str) else "This"
    match error["type"]:
        case "missing":
            yield place, f"{name} is missing."
        case "extra_forbidden":
            yield place, f"{name} is not known here{_advice(place)}."
        case "value_error":
            faulty = error["ctx"]["error"]
            if isinstance(faulty, FaultyScheme):
                yield from (((*place, *inner), sentence) for inner, sentence in faulty.faults)
        case _:
            yield place, f"{name} must be {wanted(error)}, not {shown(error['input'])}."


def _advice(place: Place) -> str:
    """What may have been meant by an unknown key."""
    model = _MODELS.get(tuple(piece for piece in place[:-1] if isinstance(piece, str)))
    close = get_close_matches(str(place[-1]), model.model_fields if model else (), n=1)
    return f" (did you mean “{close[0]}”?)" if close else ""


class _Dumper(yaml.SafeDumper):
    """Indents lists and writes text of several lines as it reads."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """A block for lines that survive in one, else quotes; for a single line what the library thinks fit."""
    if not _BREAK.search(text):
        return None
    if _OTHER_BREAK.search(text) or text[0].isspace() or text.endswith("\n\n"):
        return '"'
    return "|"


_Dumper.add_representer(str, _represent_text)
