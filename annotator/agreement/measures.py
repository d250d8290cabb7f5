"""The names of the measures, as tables, plots and JSON show them."""

from enum import StrEnum


class Measure(StrEnum):
    """What `Figure.measure` is one of."""

    F1_STRICT = "F1 strict"
    F1_EXACT_BOUNDARY = "F1 exact boundary"
    F1_TYPE = "F1 type"
    F1_PARTIAL = "F1 partial"
    F1_OVERLAP = "F1 overlap"
    U_ALPHA = "u-alpha"
    U_ALPHA_BOUNDARIES = "u-alpha boundaries only"
    U_ALPHA_CODED = "u-alpha coded labels"
    U_ALPHA_OF_LABEL = "u-alpha of one label"
    GAMMA = "gamma"
    GAMMA_CAT = "gamma of labels"
    B3 = "B3"
    CEAF_E = "CEAF-e"
    LEA = "LEA"
    F1_PRESENCE = "F1 presence"
    F1_PAIR = "F1 pair"
    F1_TRIPLET = "F1 triplet"
    F1_LABEL = "F1 label"
    """Of answers that are not about a pair: the same unit, the same label."""
    ALPHA_NOMINAL = "alpha nominal"
    ALPHA_ORDINAL = "alpha ordinal"
    ALPHA_MASI = "alpha MASI"
    COHEN = "Cohen's kappa"
    FLEISS = "Fleiss' kappa"
    AC1 = "Gwet's AC1"
