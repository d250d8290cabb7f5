"""Pattern files as spaCy's EntityRuler has them."""

from pathlib import Path

import pytest

from annotator.domain.refused import Refused
from annotator.settings import shipped
from annotator.suggest.patterns import read_patterns


def patterns_file(folder: Path, text: str) -> Path:
    file = folder / "patterns.jsonl"
    file.write_text(text, encoding="utf-8")
    return file


def test_names_and_patterns_of_tokens_are_told_apart(tmp_path: Path) -> None:
    file = patterns_file(
        tmp_path,
        '{"label": "ORG", "pattern": "Harvest Party", "id": "harvest"}\n\n'
        '{"label": "GPE", "pattern": [{"LOWER": "upper"}, {"ORTH": "Selm"}]}\n',
    )
    patterns = read_patterns([file])
    assert [(name.name, name.labels, name.canonical) for name in patterns.names] == [
        ("Harvest Party", ("ORG",), "harvest")
    ]
    assert [pattern.label for pattern in patterns.of_tokens] == ["GPE"]
    assert not patterns.need_analysis


def test_patterns_that_ask_for_parts_of_speech_need_the_whole_pipeline(tmp_path: Path) -> None:
    file = patterns_file(tmp_path, '{"label": "ORG", "pattern": [{"POS": "PROPN"}, {"LOWER": "party"}]}\n')
    assert read_patterns([file]).need_analysis


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no JSON"),
        ("[]", "object"),
        ('{"pattern": "x"}', "label"),
        ('{"label": "ORG"}', "pattern"),
        ('{"label": "ORG", "pattern": []}', "pattern"),
        ('{"label": "ORG", "pattern": 3}', "pattern"),
    ],
)
def test_a_bad_line_is_refused_with_file_and_line(tmp_path: Path, line: str, says: str) -> None:
    file = patterns_file(tmp_path, f'{{"label": "ORG", "pattern": "ok"}}\n{line}\n')
    with pytest.raises(Refused, match=rf"patterns\.jsonl, line 2: .*{says}"):
        read_patterns([file])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_patterns([tmp_path / "none.jsonl"])


def test_the_shipped_name_list_can_be_read() -> None:
    assert len(read_patterns([shipped("seeds", "names.jsonl")]).names) > 50
