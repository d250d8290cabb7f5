"""Up to 25 people on one generated article in any script, each deviating from the others in every way."""

from random import Random

from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Annotator, Judgement, Mention
from annotator.domain.article import Article
from tests.domain.generated import NON_EMPTY, annotations


@st.composite
def disagreements(draw: st.DrawFn, most: int) -> tuple[Article, dict[str, Annotation]]:
    """An article and everybody's annotation by name."""
    article = Article(id="a1", text=draw(NON_EMPTY))
    first = draw(annotations(article))
    numbers = draw(st.lists(st.integers(0, 30), min_size=1, max_size=most))
    return article, {
        f"Annotator {place:02}": deviating(first, article, f"Annotator {place:02}", Random(number))
        for place, number in enumerate(numbers)
    }


def deviating(one: Annotation, article: Article, name: str, random: Random) -> Annotation:
    """What somebody else says who agrees in most."""
    mentions = [_mention(mention, one, article, random) for mention in one.mentions.values()]
    kept = {mention.id: mention for mention in mentions if random.random() > 0.2 or _is_needed(mention, one)}
    judgements = [_judgement(judgement, random) for judgement in one.judgements.values()]
    return Annotation(
        article_id=one.article_id,
        annotator=Annotator(name=name),
        scheme=one.scheme,
        mentions=kept,
        entities=one.entities,
        judgements={judgement.id: judgement for judgement in judgements if random.random() > 0.2},
    )


def _is_needed(mention: Mention, one: Annotation) -> bool:
    return any(ref.id == mention.id for judgement in one.judgements.values() for ref in judgement.refs())


def _mention(mention: Mention, one: Annotation, article: Article, random: Random) -> Mention:
    match random.randrange(8):
        case 0 if mention.end < len(article.text):
            return mention.model_copy(update={"end": mention.end + 1, "fragments": ()})
        case 1 if mention.start > 0:
            return mention.model_copy(update={"start": mention.start - 1, "fragments": ()})
        case 2:
            return mention.model_copy(update={"label": "OTHER"})
        case 3 if one.entities:
            return mention.model_copy(update={"entity": random.choice(sorted(one.entities))})
        case _:
            return mention


def _judgement(judgement: Judgement, random: Random) -> Judgement:
    match random.randrange(6):
        case 0:
            return judgement.model_copy(update={"label": "other"})
        case 1:
            return judgement.model_copy(update={"holder": judgement.target, "target": judgement.holder})
        case 2:
            return judgement.model_copy(update={"target": judgement.anchor})
        case 3:
            return judgement.model_copy(update={"evidence": ()})
        case _:
            return judgement
