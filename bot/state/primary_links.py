"""The names at the volume's root, which lead to the files of the primary symbol."""

import os
from datetime import UTC
from pathlib import Path

from bot.domain import BotState, sanitize_symbol_for_fs
from bot.domain.errors import StateError
from bot.state.cycles import CYCLE_FILE, HISTORY_FILES, STATE_FILE
from bot.state.files import Now, decode, make_private_folder, move_file, read_file, sync_folder

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


def symbol_folder(root: Path, symbol: str) -> Path:
    """Where a symbol's files live, whether or not it exists yet; ConfigError for no symbol."""
    return root / "portfolio" / sanitize_symbol_for_fs(symbol)
