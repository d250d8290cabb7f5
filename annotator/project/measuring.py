"""Measuring how far a project's annotators agree, as a job."""

from annotator.agreement.measuring import measure
from annotator.agreement.table import AgreementTable
from annotator.agreement.wish import MeasureWish
from annotator.domain.scheme import Scheme
from annotator.project.jobs import Job, Progress
from annotator.project.readings import project_readings
from annotator.store.database import Database

_ARTICLES_A_STEP = 100


def measure_project(database: Database, scheme: Scheme, wish: MeasureWish) -> Job[AgreementTable]:
    """The table of what is wished for, as the project stands when the job begins."""
    with project_readings(database, wish.choice) as readings:
        total = readings.extent.read
        yield Progress(0, total, "articles")
        measuring = measure(readings.articles, scheme, wish, readings.extent, readings.left_out)
        while True:
            try:
                done = next(measuring)
            except StopIteration as end:
                table: AgreementTable = end.value
                return table
            if done % _ARTICLES_A_STEP == 0:
                yield Progress(done, total, "articles")
