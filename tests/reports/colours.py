"""How well colours go together, by the formulas of WCAG 2."""


def parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1, of `#rrggbb`."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance, of parts from 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    darker, lighter = sorted((luminance(*parts(one)), luminance(*parts(other))))
    return (lighter + 0.05) / (darker + 0.05)
