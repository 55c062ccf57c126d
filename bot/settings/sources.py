"""Where candles, macro events and scheduled ones come from."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain import DATE_FORMATS, DataSource, Secret, require
from bot.domain.calendar import MOST_MINUTES
from bot.domain.errors import ConfigError
from bot.settings.rules import check_fields, number


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleSettings:
    """Which source candles come from; `candles_csv` is the file that csv and replay read.

    `candles_date_format` says how its dates are written where no day above 12 tells.
    """

    data_source: DataSource = DataSource.SYNTHETIC
    candles_csv: Path | None = None
    candles_date_format: str | None = None
    synthetic_seed: int = number(0, least=0)

    def __post_init__(self) -> None:
        check_fields(self)
        if self.candles_date_format not in (None, *DATE_FORMATS):
            raise ConfigError(
                f"need CANDLES_DATE_FORMAT {' or '.join(DATE_FORMATS)},"
                f" was {self.candles_date_format!r}"
            )

    def named_file(self) -> Path:
        """The file that csv and replay read; ConfigError where none is named."""
        if self.candles_csv is None:
            raise ConfigError(
                f"need CANDLES_CSV with DATA_SOURCE={self.data_source}, was not set: "
                "name the file of candles"
            )
        return self.candles_csv

    def refuse_missing_file(self) -> None:
        """ConfigError where the source reads a file and none is named.

        For who reads candles of the source: all others need no file.
        """
        if self.data_source.reads_file:
            self.named_file()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSettings:
    """The exchange by its ccxt id, another REST address where it has one, and the keys.

    `exchange_timeout_seconds` is how long one waits for an answer of it.
    """

    exchange_id: str = "binance"
    exchange_url: str | None = None
    exchange_timeout_seconds: float = number(10.0, least=0.1, most=60)
    binance_testnet_api_key: Secret | None = None
    binance_testnet_api_secret: Secret | None = None
    binance_testnet_use_futures: bool = False
    exchange_api_key: Secret | None = None
    exchange_api_secret: Secret | None = None

    def __post_init__(self) -> None:
        check_fields(self)
        self._check_url()
        self._check_pair("binance_testnet_api_key", "binance_testnet_api_secret")
        self._check_pair("exchange_api_key", "exchange_api_secret")

    def keys(self, *, testnet: bool) -> tuple[Secret, Secret]:
        """The key and the secret that orders are signed with; ConfigError where none is given."""
        key, secret = self._pair(testnet=testnet)
        if key is None or secret is None:
            pair = "BINANCE_TESTNET_API" if testnet else "EXCHANGE_API"
            raise ConfigError(
                f"need {pair}_KEY and {pair}_SECRET to place orders, were not set: "
                "make them at the exchange, without the right to withdraw"
            )
        return key, secret

    def _pair(self, *, testnet: bool) -> tuple[Secret | None, Secret | None]:
        if testnet:
            return self.binance_testnet_api_key, self.binance_testnet_api_secret
        return self.exchange_api_key, self.exchange_api_secret

    def _check_url(self) -> None:
        url = self.exchange_url
        require(
            url is None or url.startswith(("https://", "http://")),
            "EXCHANGE_URL to begin with https:// or http://",
            repr(url),
        )
        require(
            url is None or "@" not in url,
            "EXCHANGE_URL without a user and a password, which would be logged with every error",
            "one with an @",
        )

    def _check_pair(self, key: str, secret: str) -> None:
        given = [name for name in (key, secret) if getattr(self, name) is not None]
        require(
            len(given) != 1,
            f"both {key.upper()} and {secret.upper()} or neither",
            f"{given[0].upper() if given else ''} alone",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsSettings:
    """How often feeds are asked (0: never), which list of feeds (None: the volume's, else the
    lab's), and what is kept: the newest `news_keep_events` of at most `news_keep_days`.

    `sentiment_model_path` is the folder of a text model that scores them; None for the lexicon.
    """

    news_interval_minutes: float = number(0.0, least=0, most=525_600)
    news_feeds_path: Path | None = None
    news_keep_days: float = number(7300.0, above=0, most=36_500)
    news_keep_events: int = number(10_000, least=1, most=50_000)
    sentiment_model_path: Path | None = None

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroSettings:
    """Events by hand (None: the file on the state volume), and how often all are read again."""

    macro_events_path: Path | None = None
    macro_refresh_seconds: float = number(300.0, least=0)

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSettings:
    """Scheduled events (None: the file on the state volume), and how long around those of high
    impact nothing is entered; 0 and 0 = the rule is off.
    """

    calendar_path: Path | None = None
    calendar_blackout_before_minutes: float = number(0.0, least=0, most=MOST_MINUTES)
    calendar_blackout_after_minutes: float = number(0.0, least=0, most=MOST_MINUTES)

    def __post_init__(self) -> None:
        check_fields(self)
