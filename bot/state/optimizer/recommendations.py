"""What the optimizer recommends, and what it found about sharing the capital: one file for both."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain import AllocationFinding, Recommendation
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import (
    Now,
    make_private_folder,
    move_aside,
    parse_object,
    read_file,
    remove_leftovers,
    replace_file,
)

RECOMMENDATIONS_FILE = "portfolio_recommendations.json"


class RecommendationsFile:
    """`{"updated_at", "recommendations": {symbol: {...}}, "allocation"}`, replaced whole.

    One that cannot be read is moved aside by whoever writes. `now` stamps what is written.
    """

    def __init__(self, data_dir: Path, now: Now) -> None:
        self._path = data_dir / "portfolio" / RECOMMENDATIONS_FILE
        self._now = now

    def read(self) -> dict[str, Any]:
        """The whole file, {} where there is none; StateError where it is not what it must be."""
        data = read_file(self._path)
        if data is None:
            return {}
        values = parse_object(data, self._path)
        if not isinstance(values.get("recommendations"), dict):
            raise StateError(f'need "recommendations" as an object in {self._path}')
        if not isinstance(values.get("allocation"), dict | None):
            raise StateError(f'need "allocation" as an object in {self._path}')
        return values

    def read_to_write(self) -> dict[str, Any]:
        """The same, {} where the file had to be moved aside."""
        try:
            return self.read()
        except StateError as error:
            move_aside(self._path, str(error), self._now)
            return {}

    def replace(self, values: Mapping[str, Any]) -> None:
        """Replace the file whole."""
        make_private_folder(self._path.parent)
        self.remove_leftovers()
        replace_file(self._path, encode(values, readable=True) + b"\n")

    def remove_leftovers(self) -> None:
        """Remove what killed writers left behind."""
        remove_leftovers(self._path.parent, self._path.name)

    def now(self) -> datetime:
        """The stamp of what is written now."""
        return self._now()


class JsonRecommendationStore:
    """A RecommendationStore in portfolio/portfolio_recommendations.json."""

    def __init__(self, file: RecommendationsFile) -> None:
        self._file = file

    def set(self, symbol: str, recommendation: Recommendation) -> None:
        """Recommend this for the symbol; those of other symbols and the allocation stay."""
        earlier = self._file.read_to_write()
        merged = {**earlier.get("recommendations", {}), symbol: recommendation.document}
        self._file.replace({**earlier, "updated_at": self._file.now(), "recommendations": merged})

    def all(self) -> dict[str, Recommendation]:
        """By symbol; what a file has in place of a recommendation says nothing."""
        stated = self._file.read().get("recommendations", {})
        return {
            symbol: Recommendation(values if isinstance(values, dict) else {})
            for symbol, values in stated.items()
        }


class JsonAllocationStore:
    """An AllocationStore beside the recommendations."""

    def __init__(self, file: RecommendationsFile) -> None:
        self._file = file

    def set(self, finding: AllocationFinding) -> None:
        """Replace the finding; the recommendations stay."""
        earlier = self._file.read_to_write()
        self._file.replace(
            {
                "recommendations": {},
                **earlier,
                "updated_at": self._file.now(),
                "allocation": finding.document,
            }
        )

    def read(self) -> AllocationFinding | None:
        """The last finding; None before the first."""
        stated = self._file.read().get("allocation")
        return None if stated is None else AllocationFinding(stated)
