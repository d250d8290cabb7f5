"""What formats say that they hold, or cannot hold, by name."""

from enum import StrEnum


class Thing(StrEnum):
    """A part of a project, as sentences call it."""

    ARTICLES = "articles that nobody has annotated"
    WORK = "annotations"
    KINDS = "whether it is a person’s work"
    STATUS = "how far the work is"
    MENTIONS = "mentions"
    GAPS = "gaps in mentions, and white space at their edges"
    EQUAL_MENTIONS = "which of equal mentions an answer is about"
    ENTITIES = "which mentions are one entity"
    IDENTITIES = "what is known of entities"
    JUDGEMENTS = "judgements"
    ASIDES = "what stands beside a label"
    SPACES = "white space in notes on judgements"
    OUTER_HOLDERS = "who reports the holder"
    REJECTED = "rejected proposals"
    REMARKS = "notes and flags"
    RULINGS = "rulings"
    DECISIONS = "what became of proposals"
    SHARES = "shares of labels"
