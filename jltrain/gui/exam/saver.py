"""What is on the screen and not yet on the disk. Nothing typed is lost from sight because a save failed."""

from __future__ import annotations

from jltrain.bank.question import Response
from jltrain.errors import JltrainError
from jltrain.exam.delivery import Delivery


class Saver:
    """Responses on their way into the log. `trouble` is why the last attempt failed."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self.waiting: dict[str, Response] = {}
        self.trouble: JltrainError | None = None

    def shown(self, key: str) -> Response:
        """What the screen has to show for an item: what was given last, saved or not."""
        return self.waiting.get(key, self._delivery.state.answers.get(key, ()))

    def hold(self, key: str, response: Response) -> None:
        """Keep a response that is still being typed."""
        self.waiting[key] = response

    def save(self, key: str, response: Response) -> bool:
        """Save now; whether it is on the disk. A response that cannot be saved keeps waiting."""
        self.waiting[key] = response
        return self.save_waiting()

    def save_waiting(self) -> bool:
        """Save all that waits; whether nothing waits any more."""
        for key, response in list(self.waiting.items()):
            try:
                self._delivery.answer(key, response)
            except JltrainError as error:
                self.trouble = error
                return False
            del self.waiting[key]
        self.trouble = None
        return True
