"""Stance Annotator: label entities and stances in news articles."""

from importlib.metadata import version

__version__ = version("stance-annotator")
