"""Real candles and reference numbers, where the machine has them."""

import json
import os
from pathlib import Path

import pandas as pd


def real_data_folder() -> Path | None:
    """REAL_DATA_DIR, or the shared folder beside the checkout; None where neither exists."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("REAL_DATA_DIR") or beside)
    return folder if (folder / "ohlcv").is_dir() else None


def ohlcv_files() -> list[Path]:
    """Every candle file of the real-data folder, CSV and parquet; empty without the folder."""
    folder = real_data_folder()
    return [] if folder is None else sorted((folder / "ohlcv").rglob("*.[cp][sa][vr]*"))


def read_raw(path: Path) -> pd.DataFrame:
    """A candle file as it is, unrepaired: UTC index, columns open, high, low, close, volume."""
    frame = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    frame["timestamp"] = pd.to_datetime(frame["timestamp"], utc=True)
    return frame.set_index("timestamp").astype("float64")


def published_numbers(folder: Path) -> dict[str, dict]:
    """The published examples of reference_numbers.json by their id: inputs and expected."""
    items = json.loads((folder / "stats" / "reference_numbers.json").read_text())["items"]
    return {item["id"]: item for item in items}
