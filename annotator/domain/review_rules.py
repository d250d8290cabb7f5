"""What a project has agreed on about reviewing: what is settled in advance, and who may see what."""

from pydantic import Field

from annotator.domain.value import Value


class ReviewRules(Value):
    """Blind by default: annotators see neither one another's work nor what became of their own."""

    threshold: float = Field(default=1.0, gt=0.5, le=1.0)
    """The share of an article's readers that settles an answer in advance; 1 asks for all of them."""
    shows_others: bool = False
    """Whether annotators may see one another's marks in the article."""
    shows_outcome: bool = False
    """Whether annotators may see in the article what became of their marks."""
