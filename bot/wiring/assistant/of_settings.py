"""Whether a language model words the assistant's answers."""

from bot.assistant import Endpoint, LanguageModel
from bot.settings import Settings


def language_model(settings: Settings) -> LanguageModel | None:
    """The model of ASSISTANT_URL; None where none is named."""
    named = settings.assistant
    if named.assistant_url is None or named.assistant_model is None:
        return None
    endpoint = Endpoint(
        url=named.assistant_url,
        model=named.assistant_model,
        api_key=named.assistant_api_key,
        timeout_seconds=named.assistant_timeout_seconds,
    )
    return LanguageModel(endpoint)
