"""`annotator formats`: what can be read and written, and what each format cannot hold."""

from dataclasses import asdict

from rich.console import Group
from rich.table import Table

from annotator.cli.options import AsJson
from annotator.cli.outcome import Answer
from annotator.project.catalogue import CLEANING_RULES, FORMATS, Format, shipped_schemes


def run(as_json: AsJson = False) -> Answer:
    """List what can be read and written, and what each format cannot hold.

    Also the rules that clean what is read, for import --keep, and the
    schemes that come with the program, for new --scheme.

    annotator formats
    """
    schemes = tuple(shipped_schemes())
    data = {
        "formats": [asdict(format_) for format_ in FORMATS],
        "cleaning_rules": dict(CLEANING_RULES),
        "schemes": schemes,
    }
    rules = Table("cleaning rule", "", box=None, pad_edge=False)
    for name, description in CLEANING_RULES.items():
        rules.add_row(name, description)
    told = Group(_formats(), "", rules, "", f"Schemes: {', '.join(schemes)}")
    return Answer(data, told, as_json)


def _formats() -> Table:
    table = Table("format", "", "what it is", "holds", "cannot hold", box=None, pad_edge=False)
    for format_ in FORMATS:
        table.add_row(format_.name, _directions(format_), format_.title, format_.holds, format_.cannot_hold)
    return table


def _directions(format_: Format) -> str:
    directions = (("read", format_.reads), ("write", format_.writes))
    return ", ".join(word for word, possible in directions if possible)
