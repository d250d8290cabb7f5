"""Everything that anybody said about an article as items, each with all answers to it."""

from annotator.agreement.conflict import Item
from annotator.agreement.entity_items import clusters, entity_items
from annotator.agreement.identities import Identities
from annotator.agreement.judgement_items import judgement_items
from annotator.agreement.mention_items import aligned_mentions, mention_items
from annotator.agreement.reading import ReadArticle
from annotator.domain.scheme import Scheme


def items_of(article: ReadArticle, scheme: Scheme) -> tuple[Item, ...]:
    """The items: mentions in order of reading, entities by their first mention, judgements task by task.

    What all agree on is an item of one variant. Every reader stands in one variant of each mention and each
    judgement; an item about entities compares those who marked at least two of its mentions.
    """
    readings = sorted(article.readings, key=lambda reading: reading.annotator)
    ordered = ReadArticle(article.id, article.length, tuple(readings))
    things = aligned_mentions(readings)
    identities = Identities(readings, things, scheme)
    return (
        *mention_items(article.id, readings, things),
        *entity_items(article.id, readings, things, clusters(readings, things)),
        *judgement_items(ordered, scheme, identities),
    )
