"""The names at the volume's root, which lead to the files of the primary symbol."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path

from bot.domain import sanitize_symbol_for_fs
from bot.domain.errors import StateError
from bot.state.cycles import CYCLE_FILE, HISTORY_FILES, ORDERS_FILE, STATE_FILE
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

LINKED_FILES = (*(name for name in HISTORY_FILES if name != ORDERS_FILE), STATE_FILE)
"""The names that users know; orders came later, and are found under their symbol."""


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
        state.json names, or aside where that folder has such a file already; a copy of that file
        gives way to the link. StateError where links lead to a folder that is gone: it held an
        account.
        """
        self._refuse_gone_folder()
        make_private_folder(symbol_folder(self._root, symbol))
        notes = self._move_older_layout()
        for name in LINKED_FILES:
            self._link(
                name, Path(os.path.relpath(symbol_folder(self._root, symbol) / name, self._root))
            )
        return notes

    def _refuse_gone_folder(self) -> None:
        paths = [self._root / name for name in LINKED_FILES]
        folders = {path.name: path.resolve().parent for path in paths if path.is_symlink()}
        gone = [name for name, folder in folders.items() if not folder.exists()]
        if gone:
            raise StateError(
                f"need the folder {folders[gone[0]]}, which held the account that "
                f"{', '.join(gone)} in {self._root} lead to, was gone: put it back from a backup, "
                "or remove these links to begin a new account"
            )

    def _move_older_layout(self) -> tuple[str, ...]:
        """state.json moves last: it tells where the others belong, also after an interruption."""
        names = (CYCLE_FILE, *LINKED_FILES)
        real = [n for n in names if (self._root / n).exists() and not (self._root / n).is_symlink()]
        if not real:
            return ()
        owner = self._older_owner(real)
        folder = None if owner is None else symbol_folder(self._root, owner)
        copies = [name for name in real if folder is not None and self._is_copy(name, folder)]
        moves = {name: self._move_older_file(name, folder) for name in real if name not in copies}
        return (*_copies_told(copies, owner), *_moves_told(moves))

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

    def _is_copy(self, name: str, folder: Path) -> bool:
        """Whether a file at the root says what the symbol's does, and a link takes its place."""
        path, target = self._root / name, folder / name
        if name not in LINKED_FILES or not target.exists():
            return False
        return file_size(path) == file_size(target) and read_file(path) == read_file(target)

    def _move_older_file(self, name: str, folder: Path | None) -> str:
        """Move a file into the symbol's folder, or aside; says where it is from the root on."""
        path = self._root / name
        target = None if folder is None else folder / name
        if target is None or target.exists():
            target = path.with_name(f"{name}.older-{self._now().astimezone(UTC):%Y%m%dT%H%M%S.%fZ}")
        make_private_folder(target.parent)
        move_file(path, target)
        return str(target.relative_to(self._root))

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


def _copies_told(names: Sequence[str], owner: str | None) -> tuple[str, ...]:
    if not names:
        return ()
    return (f"copies of the files of {owner} at the root gave way to links: {', '.join(names)}",)


def _moves_told(targets: Mapping[str, str]) -> tuple[str, ...]:
    if not targets:
        return ()
    moves = ", ".join(f"{name} to {target}" for name, target in targets.items())
    return (f"files of an older layout were moved: {moves}",)


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
