"""What the program can read, write and label with, apart from any project."""

from annotator.formats.cleaning import RULES as CLEANING_RULES
from annotator.formats.reading import FORMATS, Format
from annotator.formats.row_shape import schema
from annotator.formats.scheme_file import DEFAULT_SCHEME, find_scheme, shipped_schemes

__all__ = [
    "CLEANING_RULES",
    "DEFAULT_SCHEME",
    "FORMATS",
    "Format",
    "find_scheme",
    "schema",
    "shipped_schemes",
]
