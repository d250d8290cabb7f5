"""Answering a cell of the matrix with one key."""

from collections.abc import Sequence

from annotator.commands import stances as commands
from annotator.domain.annotation import Judgement, Ref
from annotator.domain.edits import judgements as edits
from annotator.domain.refused import Refused
from annotator.domain.scheme import EvidenceRule, Task
from annotator.domain.sentences import sentence_at
from annotator.workbench.stance_entry import StanceEntry
from annotator.workbench.workbench import Workbench


def answer_cell(
    workbench: Workbench, task: Task, holder: Ref, target: Ref, cell: Sequence[Judgement], label: str
) -> None:
    """Gives the stance in the cell the label, or adds one.

    Evidence is the selected text. Only where the task cannot do without is it the sentence under the caret:
    in the matrix nobody is looking at the caret.
    """
    if cell:
        judgement = chosen_of(workbench, cell)
        if judgement.label != label:
            commands.change(workbench, judgement, label=label)
        return
    text, selection = workbench.article.text, workbench.selection
    sentence = sentence_at(text, selection.caret)
    must = task.evidence is EvidenceRule.REQUIRED or task.anchored
    evidence = selection.span or (sentence if must else None)
    entry = StanceEntry(task, sentence, evidence, holder=holder, label=label, target=target)
    step = edits.add_judgement(workbench.annotation, workbench.article, task, entry.judgement())
    workbench.do(step, select=selection)
    added = next((c.after for c in step.changes if c.kind == "judgement" and c.after), None)
    if added is not None:
        workbench.select_judgement(added.id)


def take_back(workbench: Workbench, cell: Sequence[Judgement]) -> None:
    """Removes the stance in the cell; of several, the chosen one."""
    if not cell:
        raise Refused("Nothing is judged here.")
    judgement = chosen_of(workbench, cell)
    workbench.do(edits.delete_judgement(workbench.annotation, judgement.id), select=workbench.selection)


def chosen_of(workbench: Workbench, cell: Sequence[Judgement]) -> Judgement:
    """The judgement that is current on the workbench if it is in the cell, else the first."""
    current = workbench.selection.judgement_id
    return next((judgement for judgement in cell if judgement.id == current), cell[0])
