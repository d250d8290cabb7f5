"""Files as other tools wrote them, where they lie beside the project: into it, out again and into another."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pytest

from annotator.domain.records import AnnotatedArticle
from annotator.formats.read_options import ReadOptions
from annotator.formats.reading import read
from annotator.formats.writer import WriteOptions
from annotator.formats.writing import WRITERS
from annotator.project import ImportResult, Project, create_project, run_to_end
from tests.builders import SCHEME
from tests.formats.round_trips.differences import differences
from tests.formats.round_trips.trips import by_owner, contents_of, suffix_of

_FOLDERS = tuple(Path(__file__).parents[up] / "shared" / "samples" for up in (3, 4))
_SAMPLES: Mapping[str, Sequence[str]] = {
    "brat": ("brat",),
    "conll": ("conll/uner_*", "conll/wnut17_*", "conll/wojood_*"),
    "doccano": ("doccano/relation_*", "doccano/sequence_*", "doccano/transformer_*"),
    "lewidi": ("exports/lewidi*",),
    "newsmtsc": ("exports/newsmtsc*", "stance/newsmtsc*"),
    "prodigy": ("exports/prodigy*", "prodigy/*"),
    "seesaw": ("stance/seesaw",),
    "spacy": ("exports/*.spacy",),
    "uima-xmi": ("inception/*.xmi",),
    "webanno-tsv": (
        "inception/simple*1.tsv",
        "inception/test*Emoji*.tsv",
        "inception/test*Stack*.tsv",
        "inception/tsv3*",
    ),
}
_PLAIN = ReadOptions(cleaning=frozenset())


_FOUND = [
    pytest.param(name, path, id=f"{name}: {path.name}")
    for name, patterns in _SAMPLES.items()
    for pattern in patterns
    for folder in _FOLDERS
    for path in sorted(folder.glob(pattern))[:1]
]


@pytest.mark.parametrize(("name", "path"), _FOUND)
def test_what_came_goes_out_as_it_is_or_with_its_losses_named(tmp_path: Path, name: str, path: Path) -> None:
    first, second = (tmp_path / f"{number}{suffix_of(WRITERS[name])}" for number in (1, 2))
    with create_project(str(tmp_path / "1.annotator"), SCHEME) as project:
        assert _imported(project, path).annotations_added
        losses = run_to_end(project.export(first, format_name=name)).losses
        scheme = project.scheme
        before = _articles(project, tmp_path / "before.jsonl")
    with create_project(str(tmp_path / "2.annotator"), SCHEME) as project:
        again = _imported(project, first)
        run_to_end(project.export(second, format_name=name))
        after = _articles(project, tmp_path / "after.jsonl")
    of_each = by_owner(WRITERS[name], before, losses, WriteOptions(scheme))
    assert differences(before, after, of_each, ()) == []
    assert not again.losses
    assert contents_of(first) == contents_of(second)


def _imported(project: Project, path: Path) -> ImportResult:
    result = run_to_end(project.import_files([path], _PLAIN))
    assert result.refused == ()
    return result


def _articles(project: Project, rows: Path) -> Sequence[AnnotatedArticle]:
    """All of the project; its own rows give each annotation apart."""
    run_to_end(project.export(rows, format_name="jsonl"))
    found = [one for one in read([rows], _PLAIN) if isinstance(one, AnnotatedArticle)]
    return [
        AnnotatedArticle(article=some[0].article, records=tuple(each for one in some for each in one.records))
        for _, group in groupby(found, key=lambda one: one.article.id)
        for some in [list(group)]
    ]
