"""What is worth knowing about a file that was read, as a value: how it was taken, what was converted."""

from annotator.domain.value import Value


class Note(Value):
    """One sentence about one file."""

    file: str
    sentence: str
    format: str | None = None
    """The format it was taken for, where that is what the note is about."""

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}"
