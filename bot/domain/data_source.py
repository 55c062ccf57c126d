"""Where candles come from."""

from enum import StrEnum


class DataSource(StrEnum):
    """The candle sources; csv and replay read a file."""

    SYNTHETIC = "synthetic"
    EXCHANGE = "exchange"
    YAHOO = "yahoo"
    CSV = "csv"
    REPLAY = "replay"

    @property
    def is_remote(self) -> bool:
        """Whether its candles come over a network."""
        return self in (DataSource.EXCHANGE, DataSource.YAHOO)

    @property
    def reads_file(self) -> bool:
        """Whether it needs a file of candles."""
        return self in (DataSource.CSV, DataSource.REPLAY)
