"""risk.json: the account as its guard saw it last."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bot.domain import LimitUse, RiskMemory, RiskReport, finite_number
from bot.domain.encoding import encode
from bot.domain.errors import ConfigError, StateError
from bot.state.files import (
    decode,
    json_object,
    make_private_folder,
    parse_object,
    read_file,
    remove_leftovers,
    replace_file,
)

RISK_FILE = "risk.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    as_of: datetime
    equity: float


class JsonRiskStore:
    """A RiskStore in risk.json. The caller that writes is the only one."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / RISK_FILE
        self._is_swept = False

    def read(self) -> RiskReport | None:
        """The report; None where there is no file."""
        data = read_file(self._path)
        if data is None:
            return None
        try:
            return _report(data, self._path)
        except (StateError, ConfigError) as error:
            raise StateError(
                f"{self._path} cannot be read: {error}; the bot writes it anew"
            ) from error

    def write(self, report: RiskReport) -> None:
        """Replace the file; the first time, remove what a killed writer left of it."""
        make_private_folder(self._path.parent)
        if not self._is_swept:
            remove_leftovers(self._path.parent, self._path.name)
            self._is_swept = True
        replace_file(self._path, encode(asdict(report), readable=True) + b"\n")


def _report(data: bytes, path: Path) -> RiskReport:
    values = parse_object(data, path)
    head = decode(_Head, data)
    uses, exposures = values.get("uses"), json_object(values.get("exposures"), "exposures")
    if not isinstance(uses, list):
        raise StateError("need a list for uses")
    return RiskReport(
        as_of=head.as_of,
        equity=head.equity,
        memory=decode(RiskMemory, encode(values.get("memory"))),
        uses=tuple(decode(LimitUse, encode(use)) for use in uses),
        exposures={symbol: finite_number(symbol, value) for symbol, value in exposures.items()},
    )
