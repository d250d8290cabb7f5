"""Training a pipeline on a project's names, and measuring it on articles it has not seen, as a job."""

import secrets
import shutil
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import JsonValue

from annotator import __version__
from annotator.domain.annotation import Annotator, AnnotatorKind
from annotator.domain.refused import Refused
from annotator.domain.scheme import Scheme
from annotator.domain.splitting import Group, divide
from annotator.formats.near_duplicates import NearDuplicates
from annotator.formats.stored_json import said_by
from annotator.project.jobs import Job, Progress, TrainResult
from annotator.project.who import Who, refuse_contradictions
from annotator.store.annotators import annotators as everybody
from annotator.store.database import Database
from annotator.store.rows import Choice, rows
from annotator.training.learning import Learner
from annotator.training.marked_text import Mark, MarkedText
from annotator.training.scores import Score, Scores

SHARES = {"train": 0.8, "dev": 0.1, "test": 0.1}
_FEWEST = 5
"""Articles; with fewer no part of them could be held out."""
_STEPS_A_LOOK = 50
_LOOKS_WITHOUT_GAIN = 6
_EVALUATION = "evaluation.json"
_ANY = "xx"


@dataclass(frozen=True, slots=True)
class TrainWish:
    """Whose work is learned, and how long; no annotators means the one whose work there is, gold first."""

    annotators: Collection[str] = ()
    who: Who = Who.EVERYONE
    seed: int = 1
    steps: int = 1000


def train(database: Database, scheme: Scheme, out: Path, wish: TrainWish) -> Job[TrainResult]:
    """Writes the best pipeline of those seen on the way, with its scores, to the folder.

    The folder is there when all is written, and not at all if the job is closed before.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise Refused(f"{out} is there already; choose another name, or empty the folder.")
    texts, language, by = _marked_texts(database, wish)
    parts = _divided(texts, wish.seed)
    yield Progress(0, wish.steps, "steps")
    try:
        learner = Learner(parts["train"], language, seed=wish.seed)
    except ValueError as error:
        raise Refused(f"Nothing can be learned: {error}.") from None
    untrained = learner.scores(parts["test"])
    yield from _learn(learner, parts["dev"], wish.steps)
    trained = learner.scores(parts["test"])
    evaluation = _evaluation(learner, parts, trained, untrained, by, scheme, wish)
    _save(learner, out, language, evaluation, trained)
    return TrainResult(
        out=out,
        component=learner.component,
        annotator=by,
        articles={part: len(texts) for part, texts in parts.items()},
        f1=trained.overall.f1,
        precision=trained.overall.precision,
        recall=trained.overall.recall,
        untrained_f1=untrained.overall.f1,
        by_label={label: score.f1 for label, score in trained.by_label.items()},
        left_out=tuple((one.article_id, f"“{one.quote}” ({one.label})", one.why) for one in learner.left_out),
    )


def _learn(learner: Learner, dev: Sequence[MarkedText], most: int) -> Iterator[Progress]:
    """Learns until it does not get better on the part held out for that, and ends with the best."""
    without_gain = 0
    for done, _ in zip(range(1, most + 1), learner.steps(), strict=False):
        yield Progress(done, most, "steps")
        if done % _STEPS_A_LOOK == 0 or done == most:
            is_better = learner.keep_if_best(learner.scores(dev).overall.f1 or 0.0)
            without_gain = 0 if is_better else without_gain + 1
            if without_gain == _LOOKS_WITHOUT_GAIN and learner.best_score > 0:
                break
    learner.take_best()


def _marked_texts(database: Database, wish: TrainWish) -> tuple[list[MarkedText], str, str]:
    """The articles whose work is done, in their commonest language, and whose work it is."""
    found: dict[str, list[MarkedText]] = {}
    with database.reading() as connection:
        known = everybody(connection)
        refuse_contradictions(wish.who, wish.annotators, known)
        by = _whose(wish, known)
        for article, stored in rows(connection, Choice((by.name,), only_done=True)):
            if stored is None:
                continue
            marks = {Mark(m["start"], m["end"], m["label"]) for m in said_by(stored)["mentions"].values()}
            language = (article.language or _ANY).partition("-")[0].lower()
            found.setdefault(language, []).append(MarkedText(article.id, article.text, tuple(sorted(marks))))
    language = max(found, key=lambda code: (len(found[code]), code), default=_ANY)
    texts = found.get(language, [])
    if len(texts) < _FEWEST:
        raise Refused(
            f"{by.name} has finished {len(texts)} articles in one language; "
            f"it takes {_FEWEST} to train a pipeline and to measure it."
        )
    return texts, language, by.name


def _whose(wish: TrainWish, known: Sequence[Annotator]) -> Annotator:
    """The one annotator to learn from; one annotation of an article, not several that differ."""
    named = [one for one in known if one.name in wish.annotators] or [
        one for one in known if not wish.who.kinds or one.kind in wish.who.kinds
    ]
    for kind in (AnnotatorKind.ADJUDICATED, AnnotatorKind.AGGREGATE, AnnotatorKind.HUMAN):
        of_kind = [one for one in named if one.kind is kind]
        if len(of_kind) == 1:
            return of_kind[0]
        if of_kind:
            names = ", ".join(one.name for one in of_kind)
            raise Refused(f"There is work of {names}; say whose is to be learned with --annotator.")
    raise Refused("There is no work of people to learn from yet.")


def _divided(texts: Sequence[MarkedText], seed: int) -> Mapping[str, Sequence[MarkedText]]:
    """By article, near copies on one side, labels in like shares."""
    near, by_id = NearDuplicates(), {one.article_id: one for one in texts}
    for one in texts:
        near.add(one.article_id, one.text)
    copies = near.groups()
    alone = set(by_id) - {article for group in copies for article in group}
    groups = [
        Group(articles, Counter(mark.label for article in articles for mark in by_id[article].marks))
        for articles in (*copies, *((article,) for article in sorted(alone)))
    ]
    part_of = divide(groups, SHARES, seed)
    return {part: [one for one in texts if part_of[one.article_id] == part] for part in SHARES}


def _evaluation(
    learner: Learner,
    parts: Mapping[str, Sequence[MarkedText]],
    trained: Scores,
    untrained: Scores,
    by: str,
    scheme: Scheme,
    wish: TrainWish,
) -> dict[str, JsonValue]:
    """All that is to be known of the pipeline; the same for the same project and seed."""
    marks = {part: Counter(m.label for one in texts for m in one.marks) for part, texts in parts.items()}
    return {
        "program": __version__,
        "scheme": {"name": scheme.name, "version": scheme.version},
        "guidelines_version": scheme.guidelines_version,
        "annotator": by,
        "seed": wish.seed,
        "steps": wish.steps,
        "component": learner.component,
        "parts": {
            part: {"articles": [one.article_id for one in texts], "marks": dict(sorted(marks[part].items()))}
            for part, texts in parts.items()
        },
        "held_out": _in_json(trained.overall),
        "held_out_by_label": {label: _in_json(score) for label, score in trained.by_label.items()},
        "untrained": _in_json(untrained.overall),
        "left_out": [[one.article_id, one.quote, one.label, one.why] for one in learner.left_out],
    }


def _in_json(score: Score) -> JsonValue:
    counts = {"right": score.right, "wrong": score.wrong, "missed": score.missed}
    return {**counts, "precision": score.precision, "recall": score.recall, "f1": score.f1}


def _save(
    learner: Learner, out: Path, language: str, evaluation: Mapping[str, JsonValue], trained: Scores
) -> None:
    """Through a folder beside it, so that a half written one never stands at the place."""
    version = evaluation["scheme"]
    meta: dict[str, JsonValue] = {
        "name": f"annotator_{out.name.replace('-', '_').lower()}",
        "lang": language,
        "version": "1.0.0",
        "description": "Trained with Stance Annotator; see evaluation.json for what on and how well.",
        "performance": {
            "ents_p": trained.overall.precision,
            "ents_r": trained.overall.recall,
            "ents_f": trained.overall.f1,
        },
        "notes": f"Scheme {version}.",
    }
    target = out.resolve()
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}.half")
    try:
        learner.save(half, meta)
        (half / _EVALUATION).write_bytes(orjson.dumps(evaluation, option=orjson.OPT_INDENT_2) + b"\n")
        if target.exists():
            target.rmdir()
        half.replace(target)
    except OSError as error:
        raise Refused(f"{out} could not be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
