"""The layout of the state volume: a folder for each symbol, and the primary one's at the root."""

import os
from datetime import UTC
from pathlib import Path

from bot.domain import BotState, sanitize_symbol_for_fs
from bot.domain.errors import StateError
from bot.state.cycles.json_store import JsonStateStore
from bot.state.cycles.recovery import Now, wall_clock
from bot.state.cycles.write_ahead import CYCLE_FILE, HISTORY_FILES, STATE_FILE
from bot.state.files.durable_files import make_private_folder, move_file, read_file, sync_folder
from bot.state.files.record_json import decode
from bot.state.volume_lock import VolumeLock

LINKED_FILES = (*HISTORY_FILES, STATE_FILE)


class Volume:
    """The folder DATA_DIR: `portfolio/<safe symbol>/` holds a symbol's files.

    The same names at the root are links to the primary symbol's, so that its history lives once
    and the paths that users know hold. `now` names what is moved aside. Raises StateError where
    the volume cannot be read or written.
    """

    def __init__(self, data_dir: Path, *, now: Now = wall_clock) -> None:
        self._root = data_dir
        self._now = now

    def folder(self, symbol: str) -> Path:
        """Where a symbol's files live, whether or not it exists yet; ConfigError as for names."""
        return self._root / "portfolio" / sanitize_symbol_for_fs(symbol)

    def hold(self, role: str) -> VolumeLock:
        """Be the only one in a role ("bot") on this volume, or VolumeInUse."""
        return VolumeLock(self._root, role)

    def writer(self, symbol: str) -> JsonStateStore:
        """The symbol's store, mended and opened for writing; the caller holds the volume.

        StateError where the folder holds the state of another symbol.
        """
        folder = self.folder(symbol)
        store = JsonStateStore(folder, writer=True, now=self._now)
        state = store.load_state()
        if state is not None and state.symbol != symbol:
            raise StateError(
                f"{folder} holds the state of {state.symbol}: {symbol} needs another DATA_DIR"
            )
        return store

    def reader(self, symbol: str | None = None) -> JsonStateStore:
        """The symbol's store for reading, the primary one's for None; empty before it exists."""
        return JsonStateStore(self._primary_folder() if symbol is None else self.folder(symbol))

    def symbols(self) -> tuple[str, ...]:
        """The symbols with a readable state, sorted."""
        found = set()
        for folder in sorted((self._root / "portfolio").glob("*/")):
            try:
                state = JsonStateStore(folder).load_state()
            except StateError:
                continue  # the bot mends and tells it at its start; the other symbols still count
            if state is not None:
                found.add(state.symbol)
        return tuple(sorted(found))

    def make_primary(self, symbol: str) -> tuple[str, ...]:
        """Let the root names lead to the symbol's files; says what was moved for it.

        Real files at the root (an older layout) move into the folder of the symbol that their
        state.json names, or aside where that folder has such a file already.
        """
        make_private_folder(self.folder(symbol))
        notes = self._move_older_layout()
        for name in LINKED_FILES:
            self._link(name, Path(os.path.relpath(self.folder(symbol) / name, self._root)))
        return notes

    def _primary_folder(self) -> Path:
        link = self._root / STATE_FILE
        return link.resolve().parent if link.is_symlink() else self._root

    def _move_older_layout(self) -> tuple[str, ...]:
        """state.json moves last: it tells where the others belong, also after an interruption."""
        names = (CYCLE_FILE, *LINKED_FILES)
        real = [n for n in names if (self._root / n).exists() and not (self._root / n).is_symlink()]
        if not real:
            return ()
        owner = self._older_owner()
        return tuple(self._move_older_file(name, owner) for name in real)

    def _older_owner(self) -> str | None:
        data = read_file(self._root / STATE_FILE)
        try:
            return None if data is None else decode(BotState, data).symbol
        except StateError:
            return None

    def _move_older_file(self, name: str, owner: str | None) -> str:
        path = self._root / name
        target = None if owner is None else self.folder(owner) / name
        if target is None or target.exists():
            target = path.with_name(f"{name}.older-{self._now().astimezone(UTC):%Y%m%dT%H%M%S.%fZ}")
        make_private_folder(target.parent)
        move_file(path, target)
        return f"{name} of an older layout moved to {target.relative_to(self._root)}"

    def _link(self, name: str, target: Path) -> None:
        path = self._root / name
        try:
            if path.is_symlink() and path.readlink() == target:
                return
            fresh = path.with_name(f".{name}.link.tmp")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(target)
            fresh.replace(path)
            sync_folder(self._root)
        except OSError as error:
            raise StateError(f"cannot link {path}: {error.strerror}") from error
