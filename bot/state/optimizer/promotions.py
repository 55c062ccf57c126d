"""What the gate must not forget: the looks that were spent and what is being watched."""

from collections.abc import Callable
from pathlib import Path

from bot.domain import (
    MEND_PROMOTIONS,
    Document,
    Standings,
    StandingsPoll,
    sanitize_symbol_for_fs,
)
from bot.domain.encoding import encode
from bot.domain.errors import DataError, StateError
from bot.state.files import (
    FileStamp,
    file_stamp,
    make_private_folder,
    parse_json,
    read_file,
    remove_leftovers,
    replace_file,
)

PROMOTION_FILE = "promotion.json"


class JsonPromotionStore:
    """A PromotionStore: promotion.json in the folder of each symbol."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def read(self, symbol: str) -> Document | None:
        """What was written for a symbol; StateError for a file that is no JSON object."""
        path = self._path(symbol)
        data = read_file(path)
        if data is None:
            return None
        try:
            memory = parse_json(data)
        except StateError as error:
            raise StateError(f"{error} (in {path}): {MEND_PROMOTIONS}") from error
        if not isinstance(memory, dict):
            raise StateError(
                f"need a JSON object in {path}, was {type(memory).__name__}: {MEND_PROMOTIONS}"
            )
        return memory

    def standings(self, symbol: str) -> Callable[[], StandingsPoll]:
        """Answers with the standings of the symbol's configs; the file is read where it changed."""
        return _WatchedStandings(self, symbol, self._path(symbol)).poll

    def write(self, symbol: str, memory: Document) -> None:
        """Replace the file whole."""
        path = self._path(symbol)
        make_private_folder(path.parent)
        remove_leftovers(path.parent, path.name)
        replace_file(path, encode(memory, readable=True) + b"\n")

    def _path(self, symbol: str) -> Path:
        return self._data_dir / "portfolio" / sanitize_symbol_for_fs(symbol) / PROMOTION_FILE


class _WatchedStandings:
    """The standings in a file that another process replaces."""

    def __init__(self, store: JsonPromotionStore, symbol: str, path: Path) -> None:
        self._store = store
        self._symbol = symbol
        self._path = path
        self._stamp: FileStamp = None
        self._held = StandingsPoll()

    def poll(self) -> StandingsPoll:
        """What the file says, or the last that it said with what is wrong with it now."""
        stamp = file_stamp(self._path)  # before reading: a later change shows
        if stamp != self._stamp:
            self._stamp, self._held = stamp, self._read()
        return self._held

    def _read(self) -> StandingsPoll:
        try:
            memory = self._store.read(self._symbol)
            return StandingsPoll(standings=Standings.of_document(memory or {}))
        except (DataError, StateError) as error:
            return StandingsPoll(standings=self._held.standings, error=str(error))
