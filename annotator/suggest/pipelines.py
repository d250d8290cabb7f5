"""Which spaCy pipelines are there and which is best for a language, by their `meta.json` alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import Distribution, PackageNotFoundError, distributions, version
from importlib.util import find_spec
from pathlib import Path

import orjson

from annotator.domain.refused import Refused
from annotator.suggest.known_pipelines import known_pipeline

BLANK = "blank"
FINDERS = frozenset(("ner", "spancat"))
"""The components that find names."""
_ANY_LANGUAGE = "xx"
_SIZES = ("sm", "md", "lg", "trf")


class PipelineKind(StrEnum):
    """How it is loaded: by the name of its package, by the path of its folder, or made from nothing."""

    INSTALLED = "installed"
    PATH = "path"
    BLANK = "blank"


@dataclass(frozen=True)
class PipelineInfo:
    """A pipeline that can be loaded; `loads_as` is what `spacy.load` or `spacy.blank` is given."""

    name: str
    version: str
    language: str
    kind: PipelineKind
    loads_as: str
    package: str = ""
    components: tuple[str, ...] = ()
    score: float = 0.0
    """F of its entity recogniser as its makers measured it, 0 to 1."""

    @property
    def title(self) -> str:
        """Its name and version: the name of the annotator that it is."""
        return f"{self.name} {self.version}".strip()

    @property
    def finds_names(self) -> bool:
        return not FINDERS.isdisjoint(self.components)


def installed_pipelines() -> tuple[PipelineInfo, ...]:
    """The pipelines in this Python's packages, those included that load by path alone; best first."""
    found = {info.loads_as: info for package in distributions() for info in _in_package(package)}
    return tuple(sorted(found.values(), key=_rank, reverse=True))


def best_pipeline(
    language: str | None, wanted: str | None = None, installed: Sequence[PipelineInfo] | None = None
) -> PipelineInfo:
    """The wanted pipeline, by name or path, or else the best one for the language, or else a blank one.

    A wanted pipeline of another language than the article's leaves that article to the best one for its own.
    """
    language = base_language(language)
    if installed is None:
        installed = installed_pipelines()
    if wanted == BLANK:
        return blank_pipeline(language)
    if wanted:
        info = find_pipeline(wanted, installed)
        if info.language in (language, _ANY_LANGUAGE):
            return info
    fitting = [info for info in installed if info.language == language and info.finds_names]
    usable = [info for info in fitting if _has_what_it_needs(info)]
    return max(usable, key=_rank) if usable else blank_pipeline(language)


def find_pipeline(wanted: str, installed: Iterable[PipelineInfo]) -> PipelineInfo:
    """The pipeline of that name or at that path; Refused if there is none."""
    folder = Path(wanted).expanduser()
    if (folder / "meta.json").is_file():
        return _read(folder, PipelineKind.PATH)
    installed = tuple(installed)
    name = wanted.replace("-", "_").casefold()
    for info in installed:
        if name in (info.name.casefold(), info.package.replace("-", "_").casefold()):
            return info
    raise Refused(_unknown(wanted, installed))


def blank_pipeline(language: str) -> PipelineInfo:
    """A pipeline without a model: what it marks comes from name lists and patterns alone."""
    known = language if find_spec("spacy") and _spacy_speaks(language) else _ANY_LANGUAGE
    return PipelineInfo(f"{BLANK}_{known}", _spacy_version(), language, PipelineKind.BLANK, known)


def base_language(language: str | None) -> str:
    """“en-GB” is “en”; an article whose language nobody knows is read as English."""
    return (language or "en").replace("_", "-").split("-")[0].casefold() or "en"


def _in_package(package: Distribution) -> Iterator[PipelineInfo]:
    record = package.read_text("RECORD")
    if record is None or "/config.cfg" not in record:
        return
    by_name = [entry.name for entry in package.entry_points if entry.group == "spacy_models"]
    for line in record.splitlines():
        file = line.split(",")[0]
        if not file.endswith("/config.cfg"):
            continue
        folder = Path(str(package.locate_file(file))).parent
        if (folder / "meta.json").is_file():
            kind = PipelineKind.INSTALLED if by_name else PipelineKind.PATH
            yield _read(folder, kind, name=by_name[0] if by_name else "", package=package.name)


def _read(folder: Path, kind: PipelineKind, *, name: str = "", package: str = "") -> PipelineInfo:
    """What the folder's `meta.json` says of the pipeline in it."""
    try:
        meta = orjson.loads((folder / "meta.json").read_bytes())
        language, short_name = str(meta["lang"]), str(meta["name"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise Refused(f"{folder} holds no spaCy pipeline: its meta.json cannot be read ({error}).") from None
    return PipelineInfo(
        name=name or f"{language}_{short_name}",
        version=str(meta.get("version", "")),
        language=language,
        kind=kind,
        loads_as=name if kind is PipelineKind.INSTALLED else str(folder),
        package=package,
        components=tuple(meta.get("pipeline", ())),
        score=float(meta.get("performance", {}).get("ents_f") or 0.0),
    )


def _rank(info: PipelineInfo) -> tuple[int, float, str]:
    """Larger is better: by size, as its name tells, then by the score its makers measured."""
    parts = info.name.split("_")
    size = max((_SIZES.index(part) for part in parts if part in _SIZES), default=0)
    return size, info.score, info.version


def _has_what_it_needs(info: PipelineInfo) -> bool:
    """Whether the packages that transformer pipelines run on are there."""
    needed = {"transformer": "spacy_transformers", "curated_transformer": "spacy_curated_transformers"}
    return all(find_spec(needed[name]) for name in info.components if name in needed)


def _spacy_speaks(language: str) -> bool:
    """Whether spaCy has the language, found without importing spaCy itself."""
    spec = find_spec("spacy")
    places = spec.submodule_search_locations if spec else None
    return language.isalpha() and any((Path(place) / "lang" / language).is_dir() for place in places or ())


def _spacy_version() -> str:
    try:
        return version("spacy")
    except PackageNotFoundError:
        return ""


def _unknown(wanted: str, installed: Iterable[PipelineInfo]) -> str:
    known = known_pipeline(wanted)
    if known:
        return f"The pipeline “{wanted}” is not installed; install it with: {known.install}"
    names = ", ".join(sorted(info.name for info in installed)) or "none"
    return f"There is no pipeline “{wanted}”, neither installed nor at that path; installed: {names}."
