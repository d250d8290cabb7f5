"""Which mentions of a brat file are one entity: what is equivalent, what is the same in a knowledge base."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

USUAL_GROUP = "Equiv"


@dataclass
class Group:
    """Mentions of one entity in order of reading, and what normalisations say of it."""

    mentions: list[str] = field(default_factory=list)
    type: str = USUAL_GROUP
    reference: str | None = None
    name: str | None = None


class Groups:
    """Groups in the making; mentions are named in order of reading."""

    def __init__(self, mentions: Sequence[str]) -> None:
        self._mentions = mentions
        self._leader: dict[str, str] = {}
        self._type: dict[str, str] = {}
        self._reference: dict[str, tuple[str, str | None]] = {}
        self._by_reference: dict[str, str] = {}

    def unite(self, mentions: Iterable[str], type_: str) -> None:
        """Makes them one group, with the groups they are in already."""
        mentions = list(mentions)
        for mention in mentions:
            self._leader.setdefault(mention, mention)
        for mention in mentions[1:]:
            first, other = self._leader_of(mentions[0]), self._leader_of(mention)
            self._leader[other] = first
        if mentions:
            self._type.setdefault(self._leader_of(mentions[0]), type_)

    def refer(self, mention: str, reference: str, name: str | None) -> bool:
        """Takes note of what the mention is in a knowledge base; whether its group can be just that.

        Mentions outside of groups that are the same there are one group; groups stay apart.
        """
        if mention not in self._leader:
            self.unite([self._by_reference.setdefault(reference, mention), mention], USUAL_GROUP)
        leader = self._leader_of(mention)
        known, known_name = self._reference.setdefault(leader, (reference, name))
        if known_name is None and known == reference:
            self._reference[leader] = reference, name
        return known == reference

    def made(self) -> Mapping[str, Group]:
        """The groups by the id of their entity, in order of their first mention."""
        groups: dict[str, Group] = {}
        for mention in self._mentions:
            if mention in self._leader:
                groups.setdefault(self._leader_of(mention), Group()).mentions.append(mention)
        for leader, group in groups.items():
            group.type = self._type.get(leader, USUAL_GROUP)
            group.reference, group.name = self._reference.get(leader, (None, None))
        return {f"e{number}": group for number, group in enumerate(groups.values(), 1)}

    def _leader_of(self, mention: str) -> str:
        path = []
        while self._leader[mention] != mention:
            path.append(mention)
            mention = self._leader[mention]
        for one in path:
            self._leader[one] = mention
        return mention
