"""Looking through a project for what will not train well, as a job."""

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from annotator.domain.annotation import AnnotatorKind
from annotator.domain.readiness import Finding, Readiness, Tokenizer
from annotator.domain.records import StoredArticle
from annotator.domain.scheme import Scheme
from annotator.domain.tokens import tokens
from annotator.formats.article_tokens import tokens_of
from annotator.formats.spacy_tokens import spacy_tokens
from annotator.formats.stored_json import JsonMention, said_by
from annotator.project.jobs import Job, Progress, ReadinessResult
from annotator.project.tokenizer_name import TokenizerName
from annotator.project.who import Who, refuse_contradictions
from annotator.store.annotators import annotators as everybody
from annotator.store.database import Database
from annotator.store.rows import Choice, count_rows, rows

_ROWS_A_STEP = 100


class _Marked(NamedTuple):
    start: int
    end: int
    label: str


def readiness(
    database: Database,
    scheme: Scheme,
    annotators: Collection[str],
    who: Who,
    tokenizer: TokenizerName,
) -> Job[ReadinessResult]:
    """What will not train well in the work that is done; work of models is looked at if they are named."""
    with database.reading() as connection:
        refuse_contradictions(who, annotators, everybody(connection))
        kinds = who.kinds or set(AnnotatorKind) - {AnnotatorKind.MODEL}
        choice = Choice(annotators, () if annotators else kinds, only_done=True)
        total, done = count_rows(connection, choice), 0
        looking = Readiness(tokens)
        findings: list[Finding] = []
        for done, (article, stored) in enumerate(rows(connection, choice), 1):
            if stored is None:
                continue
            said = said_by(stored)
            mentions = [_marked(mention) for mention in said["mentions"].values()]
            looking.tokenizer = _tokens_of(tokenizer, article)
            findings += looking.look(article.id, article.text, mentions, said["annotator"]["name"])
            for judgement in said["judgements"].values():
                for label in (judgement["label"], *judgement["more_labels"]):
                    if label is not None:
                        looking.answered(judgement["task"], label)
            if done % _ROWS_A_STEP == 0:
                yield Progress(done, total, "annotations")
    known = [label.name for label in scheme.entity_labels]
    known += [f"{task.name}: {label.name}" for task in scheme.tasks for label in task.labels]
    return ReadinessResult(done, (*findings, *looking.in_all(known)))


def _marked(mention: JsonMention) -> _Marked:
    return _Marked(mention["start"], mention["end"], mention["label"])


def _tokens_of(name: TokenizerName, article: StoredArticle) -> Tokenizer:
    if name is TokenizerName.OWN:
        return lambda _: tokens_of(article)
    return partial(spacy_tokens, language=article.language)
