"""The partners of a reading's entities are those that matching two readings finds, each time anew."""

from hypothesis import given, settings

from annotator.agreement.entity_matching import match_entities
from annotator.agreement.entity_partners import EntityPartners
from annotator.agreement.reading import Reading
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from tests.agreement.disagreeing import disagreements


@settings(max_examples=60, deadline=None)
@given(disagreements(5))
def test_whoever_is_compared_after_others_has_the_partners_that_matching_two_finds(
    said: tuple[Article, dict[str, Annotation]],
) -> None:
    first, *others = (said[1][name] for name in sorted(said[1]))
    mine = Reading.of(first)
    partners = EntityPartners(mine)
    for other in (*others, *others[:1]):
        theirs = Reading.of(other)
        numbers = match_entities([mine, theirs])
        wanted = {
            id_: other_id
            for id_ in mine.entities
            for other_id in theirs.entities
            if numbers[mine.annotator, id_] == numbers[theirs.annotator, other_id]
        }
        assert partners.among(list(theirs.entities.values()), other.ordered_mentions) == wanted
