"""Filling the templates of reports: pages that stand by themselves and run nothing."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from annotator.reports.printable import printable
from annotator.reports.wording import counted, grouped, percent
from annotator.settings import shipped


def page(template: str, **values: object) -> str:
    """The template of that name with the values put in, all of their text escaped."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(shipped("resources", "reports")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    made.filters.update(counted=counted, grouped=grouped, percent=percent)
    return made


def _finalized(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
