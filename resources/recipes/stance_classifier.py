"""A stance classifier from an export of stance pairs: what is favour, what is against, from the words around.

    annotator export trial.annotator pairs.jsonl --format stance-pairs --who gold
    python stance_classifier.py pairs.jsonl --out stance.joblib

Holder and target are marked in the text, words and pairs of words are weighed by TF-IDF, and a logistic
regression learns from them. It is measured by macro F1 on articles that it has not seen, beside always
giving the commonest label. It needs scikit-learn: pip install 'stance-annotator[stance]'.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import joblib
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import Pipeline, make_pipeline

HOLDER, TARGET = " holderholder ", " targettarget "
HELD_OUT = 0.25


def read(path: Path, task: str) -> list[dict[str, Any]]:
    """The rows of the task that have a label."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if row["task"] == task and row["label"]]


def marked(row: dict[str, Any]) -> str:
    """The text with the words for holder and target in place of them, so that names are not learned."""
    spans = [(start, end, HOLDER) for start, end in row["holder_spans"]]
    spans += [(start, end, TARGET) for start, end in row["target_spans"]]
    text, reached, parts = row["text"], 0, []
    for start, end, mark in sorted(spans):
        if start >= reached:
            parts += [text[reached:start], mark]
            reached = end
    parts.append(text[reached:])
    # The author and somebody who is not listed stand nowhere in the text.
    outside = [str(row[part]) for part in ("holder", "target") if str(row[part] or "").startswith("<")]
    return " ".join(("".join(parts), *(name.strip("<>") for name in outside)))


def classifier(seed: int) -> Pipeline:
    """What learns from marked texts."""
    return make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(max_iter=2000, class_weight="balanced", random_state=seed),
    )


def train(rows: Sequence[dict[str, Any]], seed: int) -> tuple[Pipeline, float, float, str]:
    """The classifier, its macro F1 on articles that were held out, that of the commonest label, a report."""
    texts, labels = [marked(row) for row in rows], [row["label"] for row in rows]
    groups = [row["article"] for row in rows]
    dividing = GroupShuffleSplit(n_splits=1, test_size=HELD_OUT, random_state=seed)
    learn, hold_out = next(dividing.split(texts, labels, groups))
    model = classifier(seed).fit([texts[i] for i in learn], [labels[i] for i in learn])
    baseline = DummyClassifier(strategy="most_frequent").fit(learn.reshape(-1, 1), [labels[i] for i in learn])
    expected = [labels[i] for i in hold_out]
    found = model.predict([texts[i] for i in hold_out])
    commonest = baseline.predict(hold_out.reshape(-1, 1))
    return (
        model,
        float(f1_score(expected, found, average="macro", zero_division=0)),
        float(f1_score(expected, commonest, average="macro", zero_division=0)),
        str(classification_report(expected, found, zero_division=0)),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=Path, help="an export in the format stance-pairs")
    parser.add_argument("--task", default="stance", help="which question of the scheme to learn")
    parser.add_argument("--out", type=Path, help="where to keep the classifier")
    parser.add_argument("--seed", type=int, default=1, help="the same gives the same")
    said = parser.parse_args(arguments)
    rows = read(said.pairs, said.task)
    if len({row["article"] for row in rows}) < 2 or len({row["label"] for row in rows}) < 2:
        sys.stderr.write("There must be two articles and two labels at least.\n")
        return 2
    model, f1, baseline, report = train(rows, said.seed)
    sys.stdout.write(f"{report}\nmacro F1 {f1:.3f}; always the commonest label {baseline:.3f}\n")
    if said.out is not None:
        joblib.dump(model, said.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
