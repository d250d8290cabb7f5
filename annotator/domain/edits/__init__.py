"""Everything a person can do to an annotation: pure functions that give a step, or raise Refused."""
