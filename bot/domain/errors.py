"""Everything that can go wrong, as one tree; the entry points turn it into exit codes."""

from enum import StrEnum


class TradingLabError(Exception):
    """A fault with one clear sentence: the rule, the value, what to do.

    `exit_code` is what a command line program ends with (2 usage, 3 data, 4 network).
    """

    exit_code = 1


class ConfigError(TradingLabError, ValueError):
    """A setting or config value breaks a rule; nothing was changed."""

    exit_code = 2


class DataError(TradingLabError):
    """Candles, events or files cannot be used as they are."""

    exit_code = 3


class MarketDataError(DataError):
    """A source has no usable candles for what was asked."""


class EndOfReplay(MarketDataError):
    """The replayed file has no further candle: the run is complete."""


class StateError(DataError):
    """The state volume cannot be read or written."""


class ModelError(DataError):
    """A text model cannot be loaded, or gives no usable answer."""


class VolumeInUse(StateError):
    """Another process already writes this state."""

    exit_code = 2


class ClusterUnreachable(TradingLabError):
    """The cluster that was to search does not answer."""

    exit_code = 4


class SearchLost(ClusterUnreachable):
    """A search was lost on the cluster for good, with the workers that it ran on."""


class FeedUnavailable(TradingLabError):
    """A news feed gave nothing that can be read."""

    exit_code = 4


class BotSilent(TradingLabError):
    """The bot did not answer a command in time; it waits for one that runs."""

    exit_code = 4


class NoCompletion(TradingLabError):
    """A language model gave no answer; the sentence holds no key and nothing of its address."""

    exit_code = 4


class ExchangeError(TradingLabError):
    """The exchange or the network refused or failed."""

    exit_code = 4


class ExchangeUnavailable(ExchangeError):
    """The exchange could not be reached or did not answer in time; asking again may help."""


class RateLimited(ExchangeUnavailable):
    """The exchange asked for silence; nothing is sent to it before the time it named."""


class Refusal(StrEnum):
    """Why a venue did not take a request, where it said so for certain."""

    INSUFFICIENT_BALANCE = "insufficient balance"
    FILTER = "filter"
    DUPLICATE_ID = "duplicate client order id"
    WOULD_TRIGGER = "would trigger at once"
    UNKNOWN_ORDER = "unknown order"
    CLOCK = "clock"
    PERMISSION = "permission"
    NOT_SUPPORTED = "not supported"
    OTHER = "other"


class OrderRefused(ExchangeError):
    """The venue refused the request for certain: nothing became of it. `refusal` says why."""

    def __init__(self, message: str, refusal: Refusal) -> None:
        super().__init__(message)
        self.refusal = refusal


class OutcomeUnknown(ExchangeUnavailable):
    """The venue may have done what was asked, or not: ask before anything is sent again."""
