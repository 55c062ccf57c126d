"""The names at the volume's root, which lead to the files of the primary symbol."""

import os
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from bot.domain import sanitize_symbol_for_fs
from bot.domain.errors import StateError
from bot.state.cycles import CYCLE_FILE, HISTORY_FILES, STATE_FILE
from bot.state.files import (
    Now,
    file_size,
    make_private_folder,
    move_file,
    parse_object,
    read_file,
    read_last_lines,
    sync_folder,
)

LINKED_FILES = (*HISTORY_FILES, STATE_FILE)


class PrimaryLinks:
    """Links, so that the primary symbol's history lives once and the paths that users know hold.

    `now` names what is moved aside. Raises StateError where the volume cannot be read or written.
    """

    def __init__(self, root: Path, now: Now) -> None:
        self._root = root
        self._now = now

    def folder(self) -> Path:
        """Where the primary symbol's files are: where the link leads, or the root itself."""
        link = self._root / STATE_FILE
        return link.resolve().parent if link.is_symlink() else self._root

    def lead_to(self, symbol: str) -> tuple[str, ...]:
        """Let the root names lead to the symbol's files; says what was moved for it.

        Real files at the root (an older layout) move into the folder of the symbol that their
        state.json names, or aside where that folder has such a file already.
        """
        make_private_folder(symbol_folder(self._root, symbol))
        notes = self._move_older_layout()
        for name in LINKED_FILES:
            self._link(
                name, Path(os.path.relpath(symbol_folder(self._root, symbol) / name, self._root))
            )
        return notes

    def _move_older_layout(self) -> tuple[str, ...]:
        """state.json moves last: it tells where the others belong, also after an interruption."""
        names = (CYCLE_FILE, *LINKED_FILES)
        real = [n for n in names if (self._root / n).exists() and not (self._root / n).is_symlink()]
        if not real:
            return ()
        owner = self._older_owner(real)
        return tuple(self._move_older_file(name, owner) for name in real)

    def _older_owner(self, names: Sequence[str]) -> str | None:
        """The symbol of the files; None for empty ones, StateError where no other one tells it."""
        for name in reversed(names):
            symbol = _symbol_in(self._root / name)
            if symbol is not None:
                return symbol
        if not any(file_size(self._root / name) for name in names):
            return None
        raise StateError(
            f"need to know whose account the files of an older layout in {self._root} hold, and "
            f"none of them says it ({', '.join(names)}): put them back from a backup, or move them "
            "out of it to begin a new account"
        )

    def _move_older_file(self, name: str, owner: str | None) -> str:
        path = self._root / name
        target = None if owner is None else symbol_folder(self._root, owner) / name
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


def _symbol_in(path: Path) -> str | None:
    """The symbol that a state, a write-ahead or the last line of a history names."""
    try:
        data = read_file(path) if path.suffix == ".json" else b"".join(read_last_lines(path, 1))
        values = parse_object(data or b"", path)
    except StateError:
        return None
    state = values.get("state")
    symbol = (state if isinstance(state, dict) else values).get("symbol")
    return symbol if isinstance(symbol, str) and symbol else None


def symbol_folder(root: Path, symbol: str) -> Path:
    """Where a symbol's files live, whether or not it exists yet; ConfigError for no symbol."""
    return root / "portfolio" / sanitize_symbol_for_fs(symbol)
