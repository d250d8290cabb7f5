"""Input that was refused, as a value: the rest still loads."""

from annotator.domain.value import Value


class BadInput(Value):
    """One refusal: the file, the line or record in it, and the reason in one sentence."""

    file: str
    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, {self.where}: {self.reason}" if self.where else f"{self.file}: {self.reason}"
