"""One annotation before and after a trip, and its losses, each of which stands for one thing."""

import re
from collections.abc import Iterable, Sequence

from annotator.domain.annotation import Annotation
from annotator.domain.loss import Loss
from tests.formats.round_trips.things import Thing


class Work:
    """Losses are taken at their word: what they say is done to mentions, entities and judgements.

    In the end these have to be what came back, and no loss may be left.
    """

    def __init__(self, before: Annotation, after: Annotation, text: str, losses: Iterable[Loss]) -> None:
        self.before = before
        self.after = after
        self.text = text
        self._losses = list(losses)
        self._of_many: list[Loss] = []
        self.touched: set[Thing] = set()
        """What losses were of."""
        self.mentions = dict(before.mentions)
        self.entities = dict(before.entities)
        self.judgements = dict(before.judgements)

    def now(self) -> Annotation:
        """What losses have left of it by now."""
        update = {"mentions": self.mentions, "entities": self.entities, "judgements": self.judgements}
        return self.before.model_copy(update=update)

    def take(self, thing: Thing, *whats: str) -> Loss | None:
        """The loss that says one of it, which then has been used; what it is of has been touched."""
        return self._use(next((loss for loss in self._losses if loss.what in whats), None), thing)

    def take_like(self, thing: Thing, pattern: str) -> Loss | None:
        """The same for a loss of which not every word is known."""
        found = (loss for loss in self._losses if re.fullmatch(pattern, loss.what))
        return self._use(next(found, None), thing)

    def take_of_many(self, thing: Thing, what: str) -> Loss | None:
        """The same for a loss that stands for as many things as it is taken for."""
        loss = next((loss for loss in self._of_many if loss.what == what), None) or self.take(thing, what)
        if loss is not None and loss not in self._of_many:
            self._of_many.append(loss)
        return loss

    def losses_left(self) -> Sequence[Loss]:
        """Those that nothing stands for."""
        return self._losses

    def _use(self, loss: Loss | None, thing: Thing) -> Loss | None:
        if loss is not None:
            self._losses.remove(loss)
            self.touched.add(thing)
        return loss
