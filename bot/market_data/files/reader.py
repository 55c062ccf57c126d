"""The one reader of candle files: the layout is told by the content, dirty rows are cleaned."""

import csv
from pathlib import Path

import pandas as pd

from bot.candles import clean_candles
from bot.domain.errors import DataError
from bot.market_data.files.layouts import is_json, table_of
from bot.market_data.files.tables import read_table


def read_candles_csv(path: str | Path, *, timeframe: str | None = None) -> pd.DataFrame:
    """The *candles* frame of a file, whose format is told by its content.

    Either a table with the header timestamp,open,high,low,close,volume (names in any case and
    order, further columns ignored, volume optional; timestamps as `parse_times` reads them); or
    the klines of data.binance.vision, twelve columns mostly without a header; or Yahoo's chart
    answer in JSON, see `read_chart`. Dirty rows follow the policy of `clean_candles`.
    Raises DataError, one sentence with the path, for a file that is missing, unreadable, no such
    table, or without a usable candle.
    """
    file = Path(path)
    try:
        return clean_candles(_raw(file), timeframe=timeframe)
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise DataError(f"cannot read the candles of {file}: {reason}; name a CSV file") from exc
    except (UnicodeDecodeError, csv.Error) as exc:
        raise DataError(f"cannot read the candles of {file}: {exc}; name a CSV file") from exc
    except DataError as exc:
        raise DataError(f"cannot use the candles of {file}: {exc}") from exc


def _raw(file: Path) -> pd.DataFrame:
    if not is_json(file):
        return read_table(file, table_of(file))
    from bot.market_data.files.yahoo_chart import read_chart  # pydantic, which a table needs not

    return read_chart(file)
