"""Everything that files give, looked at as whoever stores or shows it would."""

from collections.abc import Sequence
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.domain.note import Note
from annotator.domain.records import AnnotatedArticle
from annotator.formats.reading import ReadOptions, read


def articles_looked_at(path: Path, options: ReadOptions) -> Sequence[AnnotatedArticle]:
    """The articles in a file or folder, which point at nothing outside; refusals are sentences."""
    articles = []
    for one in read([path], options):
        if isinstance(one, BadInput):
            assert one.file
            assert one.reason.endswith("."), one.reason
            assert "\n" not in one.reason
            assert "Traceback" not in one.reason
        elif isinstance(one, AnnotatedArticle):
            articles.append(one)
            for record in one.records:
                _check(one.article.text, record.annotation)
        else:
            assert isinstance(one, Loss | Note)
    return articles


def _check(text: str, said: Annotation) -> None:
    for mention in said.mentions.values():
        assert all(0 <= start < end <= len(text) for start, end in mention.pieces)
        assert mention.entity is None or mention.entity in said.entities
    for judgement in said.judgements.values():
        assert all(0 <= span.start < span.end <= len(text) for span in judgement.evidence)
        for ref in judgement.refs():
            assert ref.kind != "mention" or ref.id in said.mentions
            assert ref.kind != "entity" or ref.id in said.entities
    assert Annotation.model_validate_json(said.model_dump_json()) == said
