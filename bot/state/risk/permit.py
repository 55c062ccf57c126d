"""trading_state.json: whether the bot may trade."""

from pathlib import Path

from bot.domain import TradingPermit
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import (
    FileStamp,
    decode,
    file_stamp,
    make_private_folder,
    read_file,
    remove_leftovers,
    replace_file,
)

TRADING_STATE_FILE = "trading_state.json"


class JsonTradingPermitStore:
    """A TradingPermitStore in a file that a person may read, and write by hand.

    The program that writes is the only one.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / TRADING_STATE_FILE
        self._last: tuple[FileStamp, TradingPermit] | None = None

    def read(self) -> TradingPermit:
        """What the file says, which is read where it is another one than before."""
        stamp = file_stamp(self._path)  # before reading: a later change shows
        if self._last is None or self._last[0] != stamp:
            self._last = stamp, self._read()
        return self._last[1]

    def write(self, permit: TradingPermit) -> None:
        """Replace the file, and remove what a killed writer left of it."""
        make_private_folder(self._path.parent)
        remove_leftovers(self._path.parent, self._path.name)
        replace_file(self._path, encode(permit, readable=True) + b"\n")
        self._last = None

    def _read(self) -> TradingPermit:
        try:
            data = read_file(self._path)
            return TradingPermit() if data is None else decode(TradingPermit, data)
        except StateError as error:
            raise StateError(
                f"{self._path} cannot be read ({error}): the bot takes it for HALTED; say "
                "python tools/control.py resume, pause or halt to write it anew"
            ) from error
