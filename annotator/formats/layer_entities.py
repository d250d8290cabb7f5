"""Who is who in layers: chains of mentions, and outside of them mentions with one id of a knowledge base."""

from collections import Counter, defaultdict
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import replace

from pydantic import JsonValue

from annotator.domain.loss import Loss
from annotator.domain.tokens import Offsets
from annotator.formats.found_annotations import FoundEntity, FoundMention, lost
from annotator.formats.layer_rules import is_identifier
from annotator.formats.layer_spans import SpanFinder
from annotator.formats.layers import (
    COREFERENCE,
    FEATURES,
    IDENTIFIER,
    LINKS,
    REFERENCE_RELATION,
    REFERENCE_TYPE,
    SPANS,
    LayerChain,
    Layered,
    LayerSpan,
    short_name,
)

Kept = MutableMapping[str, dict[str, JsonValue]]


class EntityReading:
    """Gives mentions their entities; what nothing but a link marks becomes a mention."""

    def __init__(
        self,
        layered: Layered,
        mentions: dict[str, FoundMention],
        of_span: Mapping[int, str],
        kept: Kept,
        finder: SpanFinder,
    ) -> None:
        self._layered = layered
        self._mentions = mentions
        self._of_span = of_span
        self._kept = kept
        self._finder = finder
        self._identifiers: dict[str, str] = {}
        self.entities: dict[str, FoundEntity | None] = {}
        """By id; None for those that are what their mentions tell."""
        self.of_chains: list[str] = []
        """The id of each chain's entity, in the order of chains."""
        self.losses: list[Loss] = []

    def read(self, spans: Sequence[LayerSpan]) -> None:
        """Makes the entities; `spans` are those of the mentions, in order."""
        for span in spans:
            self._identify(span)
        for chain in self._layered.chains:
            self.of_chains.append(self._unite(self._chained(chain)))
        by_identifier: dict[str, list[str]] = defaultdict(list)
        for mention, identifier in self._identifiers.items():
            if self._mentions[mention].entity is None:
                by_identifier[identifier].append(mention)
        for mentions in by_identifier.values():
            self._unite(mentions)

    def _identify(self, span: LayerSpan) -> None:
        """Takes note of the id in a knowledge base, in whichever feature it stands."""
        mention = self._of_span[span.id]
        for feature, value in span.features.items():
            if not is_identifier(feature) or not value:
                continue
            self._identifiers.setdefault(mention, value)
            if feature != IDENTIFIER:
                kept = self._kept[FEATURES].setdefault(mention, {})
                if isinstance(kept, dict):
                    kept[feature] = value

    def _unite(self, mentions: Sequence[str]) -> str:
        id_ = f"e{len(self.entities) + 1}"
        for mention in mentions:
            self._mentions[mention] = replace(self._mentions[mention], entity=id_)
        identifiers = list(
            dict.fromkeys(self._identifiers[one] for one in mentions if one in self._identifiers)
        )
        self.entities[id_] = None
        if not identifiers:
            return id_
        first = min((self._mentions[one] for one in mentions), key=_in_text)
        name = self._name(first) or id_
        self.entities[id_] = FoundEntity(id_, name, first.label, kb_id=identifiers[0])
        self.losses += (
            lost(f"the knowledge-base id {other} of {name}", "an entity has one, the first")
            for other in identifiers[1:]
        )
        return id_

    def _chained(self, chain: LayerChain) -> list[str]:
        """The mentions that the links stand for; those that nothing else marks are made."""
        at: dict[Offsets, list[str]] = defaultdict(list)
        for mention in self._mentions.values():
            if mention.entity is None:
                at[mention.span.pieces[0]].append(mention.id)
        found: list[str] = []
        unmarked: list[LayerSpan] = []
        for link in chain.links:
            standing = at[link.start, link.end]
            if standing:
                kind = link.features.get(REFERENCE_TYPE)
                alike = [one for one in standing if self._mentions[one].label == kind]
                chosen = (alike or standing)[0]
                standing.remove(chosen)
                found.append(chosen)
                self._keep_link(chosen, chain.layer, link)
            elif link.start < link.end:
                unmarked.append(link)
            else:
                self.losses.append(lost(f"a link of a chain at {link.start}", "it marks no text"))
        usual = Counter(self._mentions[one].label for one in found).most_common(1)
        for link in unmarked:
            own = link.features.get(REFERENCE_TYPE) or short_name(chain.layer).removesuffix("Link")
            found.append(self._made(chain.layer, link, usual[0][0] if usual else own or "Link"))
        return found

    def _made(self, layer: str, link: LayerSpan, label: str) -> str:
        id_ = f"m{len(self._mentions) + 1}"
        self._mentions[id_] = FoundMention(id_, self._finder.found(link.start, link.end), label)
        self._kept[SPANS][id_] = [layer, REFERENCE_TYPE]
        self._keep_link(id_, layer, link)
        return id_

    def _keep_link(self, mention: str, layer: str, link: LayerSpan) -> None:
        usual = {REFERENCE_TYPE: self._mentions[mention].label}
        if layer != COREFERENCE or dict(link.features) != usual:
            values = (link.features.get(feature) for feature in (REFERENCE_TYPE, REFERENCE_RELATION))
            self._kept[LINKS][mention] = [layer, *values]

    def _name(self, mention: FoundMention) -> str:
        return " ".join(self._finder.words(*mention.span.pieces[0]).split())


def _in_text(mention: FoundMention) -> tuple[int, int]:
    start, end = mention.span.pieces[0]
    return start, -end
