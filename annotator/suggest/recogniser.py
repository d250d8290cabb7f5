"""The one place that knows spaCy: loads a pipeline and has it mark texts."""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotator.domain.refused import Refused
from annotator.suggest.labels import ontonotes_label
from annotator.suggest.marks import Evidence, Mark
from annotator.suggest.patterns import Patterns, TokenPattern
from annotator.suggest.pieces import pieces, plain
from annotator.suggest.pipelines import FINDERS, PipelineInfo, PipelineKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Small batches are as quick and keep memory low: matrices grow with the tokens of a batch.
_PIECES = 32
_RULED = "patterns"
_CATEGORIZED = "sc"
_ANALYSIS = frozenset(
    ("tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "trainable_lemmatizer")
)
_SHARED = ("tok2vec", "transformer", "curated_transformer")


class Recogniser:
    """A loaded pipeline that marks names, dates and amounts, with only the components that takes."""

    def __init__(self, nlp: "Language") -> None:
        self._nlp = nlp
        self._known = {label for labels in nlp.pipe_labels.values() for label in labels}

    def knows(self, label: str) -> bool:
        """Whether the pipeline ever gives the label."""
        return label in self._known

    def marks(self, texts: Sequence[str]) -> list[list[Mark]]:
        """The marks of each text, in order of reading, as the model and the patterns make them."""
        found: list[list[Mark]] = [[] for _ in texts]
        places = [(index, start, piece) for index, text in enumerate(texts) for start, piece in pieces(text)]
        # Without the zone, every new word of every article would stay in memory for good.
        with self._nlp.memory_zone():
            docs = self._nlp.pipe((plain(piece) for _, _, piece in places), batch_size=_PIECES)
            for (index, start, _), doc in zip(places, docs, strict=True):
                found[index] += self._marks(doc, start)
        return found

    def _marks(self, doc: "Doc", start: int) -> Iterator[Mark]:
        # A span categorizer marks names that lie in others as well.
        for span in (*doc.ents, *doc.spans.get(_CATEGORIZED, ())):
            label = ontonotes_label(span.label_, self._known)
            yield Mark(start + span.start_char, start + span.end_char, label)
        for span in doc.spans.get(_RULED, ()):
            yield Mark(start + span.start_char, start + span.end_char, span.label_, Evidence.PATTERN)


def load_recogniser(info: PipelineInfo, patterns: Patterns) -> Recogniser:
    """Loads the pipeline and adds the patterns; Refused with a sentence if it cannot be loaded."""
    import spacy

    try:
        with warnings.catch_warnings():
            # W095: made for another spaCy. Its version is in its name, and it works or is refused below.
            warnings.simplefilter("ignore", UserWarning)
            if info.kind is PipelineKind.BLANK:
                nlp = spacy.blank(info.loads_as)
            else:
                nlp = spacy.load(info.loads_as, exclude=_not_needed(info, patterns))
            if patterns.of_tokens:
                _add_ruler(nlp, patterns.of_tokens)
    except (OSError, ImportError, AttributeError, ValueError, KeyError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Refused(f"The pipeline {info.title} cannot be loaded: {reason}") from error
    return Recogniser(nlp)


def _not_needed(info: PipelineInfo, patterns: Patterns) -> list[str]:
    """The components that names can be found without: all analysis, and shared vectors nobody listens to."""
    if patterns.need_analysis:
        return []
    leave_out = [name for name in info.components if name in _ANALYSIS]
    if not _listens(info):
        leave_out += [name for name in info.components if name in _SHARED]
    return leave_out


def _listens(info: PipelineInfo) -> bool:
    """Whether the entity recogniser works on vectors that another component makes."""
    from spacy.util import get_package_path, load_config

    folder = Path(info.loads_as)
    if info.kind is PipelineKind.INSTALLED:
        folder = next(get_package_path(info.loads_as).glob("*/config.cfg")).parent
    components: Mapping[str, object] = load_config(folder / "config.cfg").get("components", {})
    finders = [components[name] for name in FINDERS if name in components]
    return not finders or any("Listener" in str(one) for one in finders)


def _add_ruler(nlp: "Language", patterns: Iterable[TokenPattern]) -> None:
    from spacy.pipeline import SpanRuler

    ruler = cast(SpanRuler, nlp.add_pipe("span_ruler", config={"spans_key": _RULED, "validate": True}))
    ruler.add_patterns(
        [{"label": item.label, "pattern": [dict(token) for token in item.tokens]} for item in patterns]
    )
