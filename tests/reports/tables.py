"""Small tables of agreement for tests, with only what the test is about spelled out."""

from annotator.agreement.measures import Measure
from annotator.agreement.table import AgreementTable, Figure, Interval, Layer, LeftOut, Reliability, Standing

NAMES = ("anna", "ben", "cem")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE annotator; --",
    "{{ 7 * 7 }}{% include 'x' %}",
    "&lt;b&gt; ]]> --> </style></title>",
    "\u202eright to left\u202c and \u2066isolated",
    "bell\x07 and nul\x00 and half \ud83d",
)


def figure(
    value: float | None = 0.75,
    *,
    layer: Layer = Layer.MENTIONS,
    measure: str = Measure.F1_STRICT,
    annotators: tuple[str, ...] = NAMES,
    standing: Standing | None = None,
    n: int = 40,
    unit: str = "mentions",
    task: str | None = None,
    label: str | None = None,
    interval: Interval | None = None,
    no_interval: str = "",
    why: str = "",
    left_out: tuple[LeftOut, ...] = (),
    reading: str = "",
) -> Figure:
    """Measured if there is a value, else not measured."""
    return Figure(
        layer=layer,
        measure=measure,
        annotators=annotators,
        standing=standing or (Standing.NOT_MEASURED if value is None else Standing.MEASURED),
        value=value,
        n=n,
        unit=unit,
        articles=12,
        task=task,
        label=label,
        interval=interval,
        no_interval=no_interval,
        why=why,
        left_out=left_out,
        reading=reading,
    )


def reliability(annotator: str, value: float | None) -> Reliability:
    standing = Standing.NOT_MEASURED if value is None else Standing.MEASURED
    why = "Nobody else has read it." if value is None else ""
    return Reliability(annotator, Layer.MENTIONS, None, "mace", standing, value, 30, why=why, measure="label")


def table(*figures: Figure, annotators: tuple[str, ...] = NAMES, articles: int = 12) -> AgreementTable:
    return AgreementTable(annotators, articles, figures, resamples=1_000, seed=7)
