"""Tables of agreement as measuring makes them, with figures of every kind, small enough to reckon with."""

from itertools import combinations

from annotator.agreement.table import (
    AgreementTable,
    Confusion,
    Figure,
    Interval,
    Layer,
    LeftOut,
    Moment,
    Reliability,
    Standing,
)
from annotator.domain.scheme import About, EntityLabel, Scheme, Task, TaskLabel

SCHEME = Scheme(
    name="news",
    version="1",
    entity_labels=tuple(EntityLabel(name=name) for name in ("PERSON", "ORG", "GPE")),
    tasks=(
        Task(name="stance", title="Stance", labels=(TaskLabel(name="favor", title="In favour"),)),
        Task(name="tone", title="Tone", about=About.ARTICLE, labels=(TaskLabel(name="calm"),)),
    ),
)
ANNA, BEN, CEM = "Anna", "Ben", "Cem"
EVERYBODY = (ANNA, BEN, CEM)
LABELS = ("PERSON", "ORG", "GPE")
NESTED = LeftOut(3, "mentions", "nested in a longer one of the same annotator")
ALONE = LeftOut(2, "articles", "read by one annotator alone")


def figure(
    measure: str = "F1 strict",
    value: float | None = 0.8,
    *,
    layer: Layer = Layer.MENTIONS,
    annotators: tuple[str, ...] = EVERYBODY,
    label: str | None = None,
    task: str | None = None,
    standing: Standing = Standing.MEASURED,
    why: str = "",
    unit: str = "mentions",
    n: int = 120,
) -> Figure:
    interval = None if value is None else Interval(value - 0.06, min(1.0, value + 0.05))
    return Figure(
        layer=layer,
        measure=measure,
        annotators=annotators,
        standing=standing,
        value=value,
        n=n,
        unit=unit,
        articles=12,
        task=task,
        label=label,
        interval=interval,
        why=why,
        counts={"exact": 90, "label only": 12} if layer is Layer.MENTIONS else {},
        left_out=(NESTED,) if measure == "u-alpha" else (),
        reading="sum over the other annotators" if measure == "u-alpha" else "",
    )


def table(everybody: tuple[str, ...] = EVERYBODY, labels: tuple[str, ...] = LABELS) -> AgreementTable:
    """Figures between everybody and each pair, by label and in all; one not measured, one undefined."""
    between = list(dict.fromkeys((everybody, *combinations(everybody, 2))))
    return AgreementTable(
        annotators=everybody,
        articles=12,
        figures=tuple(one for who in between for one in _figures(who, everybody, labels)),
        confusions=(
            Confusion(Layer.MENTIONS, None, labels, _counts(len(labels))),
            Confusion(Layer.JUDGEMENTS, "stance", ("favor", "against"), ((20, 3), (3, 31))),
        ),
        over_time=tuple(
            Moment(begins, figure(value=value))
            for begins, value in (("2026-01-05", 0.62), ("2026-01-12", 0.7), ("2026-02-02", 0.81))
        ),
        reliability=tuple(
            Reliability(
                annotator=name,
                layer=Layer.MENTIONS,
                task=None,
                method="Dawid-Skene",
                standing=Standing.MEASURED,
                value=0.95 - 0.07 * number % 0.5,
                n=120,
                interval=Interval(0.9 - 0.07 * number % 0.5, 0.98 - 0.07 * number % 0.5),
            )
            for number, name in enumerate(everybody)
        ),
        left_out=(ALONE,),
        resamples=1000,
    )


def _figures(who: tuple[str, ...], everybody: tuple[str, ...], labels: tuple[str, ...]) -> tuple[Figure, ...]:
    less = 0.01 * (sum(everybody.index(name) for name in who) % 9)
    shares = [(label, 0.9 - 0.11 * number % 0.8 - less) for number, label in enumerate(labels)]
    return (
        figure(value=0.8 - less, annotators=who),
        *(figure(value=value, annotators=who, label=label, n=40) for label, value in shares),
        figure("F1 partial", 0.86 - less, annotators=who),
        figure("u-alpha", 0.71 - less, annotators=who, unit="characters", n=18_000),
        *(
            figure("u-alpha of one label", value - 0.1, annotators=who, label=label)
            for label, value in shares
        ),
        figure("B3", 0.77 - less, layer=Layer.ENTITIES, annotators=who, unit="mentions in common"),
        figure("F1 presence", 0.6, layer=Layer.JUDGEMENTS, task="stance", annotators=who, unit="pairs"),
        figure(
            "alpha nominal", -0.12, layer=Layer.JUDGEMENTS, task="stance", annotators=who, unit="pairs judged"
        ),
        figure(
            "Gwet's AC1",
            None,
            layer=Layer.JUDGEMENTS,
            task="tone",
            annotators=who,
            standing=Standing.UNDEFINED,
            why="Everybody used one label only",
            unit="articles",
        ),
        figure(
            "alpha ordinal",
            None,
            layer=Layer.JUDGEMENTS,
            task="tone",
            annotators=who,
            standing=Standing.NOT_MEASURED,
            why="No article was judged by two of them",
            unit="articles",
            n=0,
        ),
    )


def _counts(size: int) -> tuple[tuple[int, ...], ...]:
    """Symmetric; PERSON and ORG are confused most."""
    return tuple(
        tuple(
            60 - 7 * row if row == column else max(0, 9 - 4 * abs(row - column) - min(row, column))
            for column in range(size)
        )
        for row in range(size)
    )
