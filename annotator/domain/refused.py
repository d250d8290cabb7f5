"""The one exception that is a sentence for the person at the desk."""


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """Says in one sentence why something was not done, so that the reader can act on it."""

    @property
    def sentence(self) -> str:
        return str(self)
