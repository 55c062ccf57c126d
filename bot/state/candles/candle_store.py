"""Candles kept as parquet files in DATA_DIR/candles/<source>/<safe symbol>/<timeframe>/."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from bot.domain import KeptCandles, KeptStretch, sanitize_symbol_for_fs
from bot.domain.errors import DataError, StateError
from bot.state.candles.candle_parts import PartName, read_part, write_part
from bot.state.files import make_private_folder, remove_file

PART_CANDLES = 50_000
"""Where a file is full: appending rewrites the last one only, about 1.5 MB."""

_TOLD_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class _Part:
    path: Path
    stretch: KeptStretch


class ParquetCandleStore:
    """A CandleStore in files that are never changed: a new one is whole before an old one goes.

    So several processes may read and write at once; each finds what any of them has kept. A file
    whose content is not what its name's hash says is removed and told.
    """

    def __init__(self, data_dir: Path, source: str, symbol: str, timeframe: str) -> None:
        """`source` names where the candles come from; ConfigError where it is no folder's name."""
        safe = (sanitize_symbol_for_fs(name) for name in (source, symbol, timeframe))
        self._folder = Path(data_dir, "candles", *safe)
        self._symbol = symbol

    def load(self) -> KeptCandles:
        """Everything that is kept."""
        parts, problems = self._parts()
        return KeptCandles(stretches=tuple(_joined(parts)), problems=tuple(problems))

    def keep(self, stretch: KeptStretch) -> None:
        """Add a stretch; where others are kept for the same time, it replaces them."""
        make_private_folder(self._folder)
        touching, _ = self._parts(stretch)
        whole = _replaced([part.stretch for part in touching], stretch)
        written = {write_part(self._folder, self._symbol, chunk) for chunk in _chunks(whole)}
        for part in touching:
            if part.path not in written:
                remove_file(part.path)

    def forget(self) -> None:
        """Keep nothing of it any more."""
        for path, _ in self._files():
            remove_file(path)

    def _files(self) -> list[tuple[Path, PartName]]:
        named = ((path, PartName.of(path)) for path in sorted(self._folder.glob("*.parquet")))
        return [(path, name) for path, name in named if name is not None]

    def _parts(self, touched: KeptStretch | None = None) -> tuple[list[_Part], list[str]]:
        """The usable files, and sentences about the others, which are removed.

        With `touched`, only those whose time overlaps or adjoins its own.
        """
        parts, problems = [], []
        for path, name in self._files():
            if touched and not (name.start <= touched.end and touched.start <= name.end):
                continue
            try:
                stretch = read_part(path, name, self._symbol)
            except StateError as error:
                raise StateError(f"cannot use the kept candles of {path}: {error}") from error
            except DataError as error:
                remove_file(path)
                problems.append(
                    f"kept candles were damaged and are fetched anew: {path.name}, {error}"
                )
                continue
            if stretch is not None:
                parts.append(_Part(path, stretch))
        return parts, problems


def _joined(parts: list[_Part]) -> list[KeptStretch]:
    joined: list[KeptStretch] = []
    for part in sorted(parts, key=lambda part: (part.stretch.start, part.stretch.end)):
        if joined and part.stretch.start <= joined[-1].end:
            joined[-1] = _replaced([joined[-1]], part.stretch)
        else:
            joined.append(part.stretch)
    return joined


def _replaced(older: list[KeptStretch], newer: KeptStretch) -> KeptStretch:
    """One stretch of all, which touch `newer`; within its time only its own candles count."""
    frames = [newer.candles]
    for stretch in older:
        times = stretch.candles.index
        outside = (times < newer.start) | (times >= newer.end)
        frames.append(stretch.candles[outside])
    warnings = [said for frame in reversed(frames) for said in frame.attrs.get("warnings", [])]
    filled = [frame for frame in frames if len(frame)] or [newer.candles]
    candles = pd.concat(filled).sort_index(kind="stable")
    candles = candles[~candles.index.duplicated(keep="last")]
    candles.attrs = {"warnings": list(dict.fromkeys(warnings))[:_TOLD_AT_MOST]}
    return KeptStretch(
        start=min(stretch.start for stretch in (newer, *older)),
        end=max(stretch.end for stretch in (newer, *older)),
        candles=candles,
    )


def _chunks(stretch: KeptStretch) -> list[KeptStretch]:
    """The stretch in parts of PART_CANDLES that touch each other."""
    candles = stretch.candles
    firsts = range(0, max(len(candles), 1), PART_CANDLES)
    chunks = []
    for first in firsts:
        later = first + PART_CANDLES
        part = candles.iloc[first:later]
        part.attrs = dict(candles.attrs)
        chunks.append(
            KeptStretch(
                start=candles.index[first].to_pydatetime() if first else stretch.start,
                end=candles.index[later].to_pydatetime() if later < len(candles) else stretch.end,
                candles=part,
            )
        )
    return chunks
