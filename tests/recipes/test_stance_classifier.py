"""The recipe for a stance classifier learns from an export of stance pairs, and beats the commonest label."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

from annotator.domain.annotation import Entity, Judgement, Mention, Ref, RefKind, Span, Status
from annotator.project import create_project, run_to_end
from annotator.settings import shipped
from tests.builders import ANNA, SCHEME, annotated, annotation, article
from tests.filling import fill

RECIPE = shipped("resources", "recipes", "stance_classifier.py")
NAMES = ("Mira", "Oskar", "Lena", "Tomas", "Vera", "Jakob", "Nadia", "Emil")
SAID = {
    "favor": ("praised", "supported", "welcomed", "defended"),
    "against": ("attacked", "rejected", "blamed", "opposed"),
}


def pairs(folder: Path, number: int) -> Path:
    """An export of articles in which somebody is for or against somebody else, in as many words."""
    draw = random.Random(3)
    with create_project(str(folder / "trial.annotator"), SCHEME) as project:
        for index in range(number):
            holder, target = draw.sample(NAMES, 2)
            label = draw.choice(["favor", "against", "against"])
            text = (
                f"{index}. On the {draw.randint(1, 28)}th {holder} {draw.choice(SAID[label])} {target} again."
            )
            mentions = [
                Mention(id=f"m{n}", start=place.start(), end=place.end(), label="PERSON", entity=f"e{n}")
                for n, place in enumerate(re.search(name, text) for name in (holder, target))
                if place is not None
            ]
            holder_ref, target_ref = (
                Ref(kind=RefKind.ENTITY, id=f"e{n}", name=name) for n, name in enumerate((holder, target))
            )
            stance = Judgement(
                id="j1",
                task="stance",
                holder=holder_ref,
                target=target_ref,
                label=label,
                evidence=(Span(start=0, end=len(text)),),
            )
            entities = {
                f"e{n}": Entity(id=f"e{n}", name=name, label="PERSON")
                for n, name in enumerate((holder, target))
            }
            work = annotation(ANNA, f"a{index}", *mentions, status=Status.DONE).model_copy(
                update={"judgements": {"j1": stance}, "entities": entities}
            )
            fill(project, annotated(article(text, f"a{index}"), work))
        run_to_end(project.export(folder / "pairs.jsonl", format_name="stance-pairs"))
    return folder / "pairs.jsonl"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(RECIPE), *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_it_learns_who_is_for_and_who_against_and_keeps_what_it_learned(tmp_path: Path) -> None:
    ran = run(pairs(tmp_path, 120), "--out", tmp_path / "stance.joblib")
    assert ran.returncode == 0, ran.stderr
    told = re.search(r"macro F1 ([\d.]+); always the commonest label ([\d.]+)", ran.stdout)
    assert told is not None
    assert float(told[1]) > float(told[2]) + 0.3
    assert (tmp_path / "stance.joblib").stat().st_size > 0


def test_one_article_is_too_little_and_that_is_said(tmp_path: Path) -> None:
    row = {"task": "stance", "label": "favor", "article": "a1"}
    (tmp_path / "pairs.jsonl").write_text(json.dumps(row))
    ran = run(tmp_path / "pairs.jsonl")
    assert (ran.returncode, ran.stderr) == (2, "There must be two articles and two labels at least.\n")
