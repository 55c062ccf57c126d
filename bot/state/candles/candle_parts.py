"""One file of kept candles: parquet, under a name that states its span and its hash."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from bot.candles import COLUMNS, clean_candles
from bot.domain import KeptStretch
from bot.domain.errors import DataError, StateError
from bot.state.files import read_file, replace_file

_MOMENT = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)_(\d{8}T\d{6}Z)_([0-9a-f]{32})\.parquet")
_UTC_MICROSECONDS = pd.DatetimeTZDtype("us", "UTC")


@dataclass(frozen=True, slots=True)
class PartName:
    """What a part's name states; a part's content never changes under its name."""

    start: datetime
    end: datetime
    digest: str

    @classmethod
    def of(cls, path: Path) -> "PartName | None":
        """None for a file that is no part."""
        match = _NAME.fullmatch(path.name)
        if match is None:
            return None
        try:
            start, end = (
                datetime.strptime(t, _MOMENT).replace(tzinfo=UTC) for t in match.groups()[:2]
            )
        except ValueError:
            return None
        return cls(start, end, match[3])

    def __str__(self) -> str:
        return f"{self.start:{_MOMENT}}_{self.end:{_MOMENT}}_{self.digest}.parquet"


def write_part(folder: Path, symbol: str, stretch: KeptStretch) -> Path:
    """Write a stretch durably, and say where; StateError where that fails."""
    data = _encoded(symbol, stretch.candles)
    path = folder / str(PartName(stretch.start, stretch.end, _digest(data)))
    if not path.exists():
        replace_file(path, data)
    return path


def read_part(path: Path, name: PartName, symbol: str) -> KeptStretch | None:
    """The stretch of a part; None where it is gone by now.

    Raises DataError where the file is not what its name says, or holds another symbol's candles.
    """
    data = read_file(path)
    if data is None:
        return None
    if _digest(data) != name.digest:
        raise DataError("it is not what was written")
    return KeptStretch(start=name.start, end=name.end, candles=_decoded(data, name, symbol))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _encoded(symbol: str, candles: pd.DataFrame) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    times = pa.array(candles.index.asi8, pa.int64()).cast(pa.timestamp("us", "UTC"))
    columns = {name: pa.array(candles[name].to_numpy()) for name in COLUMNS}
    warnings = json.dumps(candles.attrs.get("warnings", []))
    table = pa.table(
        {"timestamp": times, **columns}, metadata={"symbol": symbol, "warnings": warnings}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _decoded(data: bytes, name: PartName, symbol: str) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(data))
        warnings = json.loads(table.schema.metadata[b"warnings"])
        owner = table.schema.metadata[b"symbol"].decode()
        times = table["timestamp"].to_numpy().astype("datetime64[us]")
        values = {column: table[column].to_numpy().astype(np.float64) for column in COLUMNS}
    except (pa.ArrowException, KeyError, TypeError, ValueError) as exc:
        raise DataError(f"it holds no candles: {' '.join(str(exc).split())[:120]}") from exc
    if owner != symbol:
        raise StateError(f"it holds candles of {owner}: {symbol} needs another DATA_DIR")
    candles = pd.DataFrame(values, index=pd.DatetimeIndex(times, tz="UTC", name="timestamp"))
    candles.attrs = {"warnings": warnings}
    _check(candles, name)
    return candles


def _check(candles: pd.DataFrame, name: PartName) -> None:
    if candles.empty:
        return
    if clean_candles(candles).to_numpy().tobytes() != candles.to_numpy().tobytes():
        raise DataError("its candles break the rules of docs/guides/candles.md")
    if not candles.index.is_monotonic_increasing or not candles.index.is_unique:
        raise DataError("its candles are not in order")
    if candles.index[0] < name.start or candles.index[-1] >= name.end:
        raise DataError("its candles lie outside the time that its name states")
