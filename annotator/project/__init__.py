"""What can be done with one database: the door through which window and command line reach all data."""

from annotator.domain.loss import Loss
from annotator.project.jobs import (
    AdjudicateResult,
    AggregateResult,
    ExportResult,
    FeedbackResult,
    FilePreview,
    ImportPreview,
    ImportResult,
    Job,
    Progress,
    ReadinessResult,
    ReportResult,
    Stop,
    SuggestResult,
    TrainResult,
    run_to_end,
    stop,
)
from annotator.project.losses import Losses
from annotator.project.project import Opened, Project, create_project, open_project
from annotator.project.tokenizer_name import TokenizerName
from annotator.project.who import Who
from annotator.store.failures import Conflict, SaveFailed
from annotator.store.log import PendingStep
from annotator.store.queue import QueueRow
from annotator.store.search import Hit
from annotator.store.status import AnnotatorStatus, ProjectStatus

__all__ = [
    "AdjudicateResult",
    "AggregateResult",
    "AnnotatorStatus",
    "Conflict",
    "ExportResult",
    "FeedbackResult",
    "FilePreview",
    "Hit",
    "ImportPreview",
    "ImportResult",
    "Job",
    "Loss",
    "Losses",
    "Opened",
    "PendingStep",
    "Progress",
    "Project",
    "ProjectStatus",
    "QueueRow",
    "ReadinessResult",
    "ReportResult",
    "SaveFailed",
    "Stop",
    "SuggestResult",
    "TokenizerName",
    "TrainResult",
    "Who",
    "create_project",
    "open_project",
    "run_to_end",
    "stop",
]
