"""Which task of the scheme a relation between two mentions is an answer to, by its label."""

from annotator.domain.scheme import About, Scheme

RELATION = "relation"
"""The task of relations that the scheme says nothing about."""
_BETWEEN = ":"


def task_of(label: str, scheme: Scheme | None) -> tuple[str, str]:
    """The task and the label in it that another tool's relation stands for.

    It is the one pair task that has such a label; else the pair task that is named before a colon; else the
    task “relation”, which the import adds to the scheme.
    """
    pairs = () if scheme is None else scheme.tasks_about(About.PAIR)
    having = [task.name for task in pairs if task.label(label) is not None]
    if len(having) == 1:
        return having[0], label
    for task in sorted(pairs, key=lambda task: -len(task.name)):
        rest = label.removeprefix(f"{task.name}{_BETWEEN}")
        if rest and rest != label:
            return task.name, rest
    return RELATION, label


def label_of(task: str, label: str, scheme: Scheme | None) -> str:
    """The relation's label by which `task_of` finds the task and the label again."""
    return label if task_of(label, scheme) == (task, label) else f"{task}{_BETWEEN}{label}"


def is_found_again(task: str, label: str, scheme: Scheme | None) -> bool:
    """Whether whoever reads the label knows which task it answers: never of tasks about one thing."""
    return task_of(label_of(task, label, scheme), scheme) == (task, label)
