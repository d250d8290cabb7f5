"""A project says what of its finished work will not train well."""

from pathlib import Path

from annotator.domain.annotation import Mention, Status
from annotator.domain.readiness import Problem
from annotator.project import TokenizerName, create_project, run_to_end
from tests.builders import ANNA, BEN, SCHEME, annotated, annotation, article
from tests.filling import fill

TEXT = "Mira Toll left Baku-Varon."


def test_finished_work_is_looked_at_by_the_tokens_of_whom_trains(tmp_path: Path) -> None:
    cut = Mention(id="m1", start=15, end=19, label="GPE")
    with create_project(str(tmp_path / "trial.annotator"), SCHEME) as project:
        done = annotation(ANNA, "a1", cut, status=Status.DONE)
        begun = annotation(BEN, "a1", cut, status=Status.IN_PROGRESS)
        fill(project, annotated(article(TEXT, "a1"), done, begun))
        result = run_to_end(project.readiness())
        own = run_to_end(project.readiness(tokenizer=TokenizerName.OWN))
    assert result.annotations == own.annotations == 1
    columns = tmp_path / "names.conll"
    columns.write_text("Mira\tB-PER\nToll\tI-PER\nleft\tO\nBaku-Varon\tB-GPE\n.\tO\n\n" * 9)
    with create_project(str(tmp_path / "columns.annotator"), SCHEME) as project:
        run_to_end(project.import_files([columns]))
        came = run_to_end(project.readiness(tokenizer=TokenizerName.OWN))
        by_spacy = run_to_end(project.readiness())
    assert [one for one in came.findings if one.problem is Problem.MISALIGNED] == []
    assert [one for one in by_spacy.findings if one.problem is Problem.MISALIGNED] == []
    few = {one.what for one in result.findings if one.problem is Problem.FEW}
    assert {"GPE", "PERSON"} <= few
    assert [one for one in own.findings if one.problem is Problem.MISALIGNED] == []
