"""What the program can read, write and label with, apart from any project."""

from annotator.formats.all_formats import FORMATS
from annotator.formats.cleaning import RULES as CLEANING_RULES
from annotator.formats.fields import FIELDS
from annotator.formats.format import Format
from annotator.formats.read_options import ReadOptions
from annotator.formats.row_shape import schema
from annotator.formats.scheme_file import (
    DEFAULT_SCHEME,
    find_scheme,
    read_scheme,
    scheme_text,
    shipped_schemes,
)
from annotator.formats.writer import Context, Tagging
from annotator.suggest.pipelines import installed_pipelines

__all__ = [
    "CLEANING_RULES",
    "DEFAULT_SCHEME",
    "FIELDS",
    "FORMATS",
    "Context",
    "Format",
    "ReadOptions",
    "Tagging",
    "find_scheme",
    "installed_pipelines",
    "read_scheme",
    "schema",
    "scheme_text",
    "shipped_schemes",
]
