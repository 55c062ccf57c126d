"""A language model that puts plain answers in other words, and is not believed."""

import logging
import threading

from bot.assistant.fact import Told
from bot.assistant.language_model.check import what_is_wrong
from bot.assistant.language_model.completion import Endpoint, complete
from bot.assistant.language_model.prompt import messages
from bot.domain.errors import NoCompletion

MARK = "(Written by a language model from the facts below.)"
MOST_AT_ONCE = 2
"""Questions that wait for the model together; a further one gets the plain answer at once."""
_log = logging.getLogger(__name__)


class LanguageModel:
    """Asks an endpoint; None wherever the plain answer has to stand."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)

    def __call__(self, question: str, plain: Told) -> str | None:
        """The answer in the model's words, marked as such; None where it has none that may be."""
        if not self._places.acquire(blocking=False):
            return None
        try:
            text = " ".join(complete(self._endpoint, messages(question, plain)).split())
        except NoCompletion as error:
            _log.warning("the language model has no answer: %s", error)
            return None
        finally:
            self._places.release()
        wrong = what_is_wrong(text, plain)
        if wrong is not None:
            _log.warning("the language model's answer is not used: %s", wrong)
            return None
        return f"{text} {MARK}"
