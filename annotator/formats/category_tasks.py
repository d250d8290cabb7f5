"""Which task of the scheme a label of a whole text is an answer to."""

from collections.abc import Collection

from annotator.domain.scheme import About, Scheme

CATEGORY = "category"
"""The task of labels of whole texts that the scheme says nothing about."""


def category_task_of(labels: Collection[str], scheme: Scheme | None) -> str:
    """The one task about articles that has all these labels; else the task “category”."""
    tasks = () if scheme is None else scheme.tasks_about(About.ARTICLE)
    having = [task.name for task in tasks if all(task.label(label) is not None for label in labels)]
    return having[0] if len(having) == 1 and labels else CATEGORY
