"""A line of the table that `make bench` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measured figure; `bar` is what it must reach (at least, or at most), None for none."""

    what: str
    value: float
    unit: str
    bar: float | None = None
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Whether the bar is reached."""
        if self.bar is None:
            return True
        return self.value <= self.bar if self.at_most else self.value >= self.bar

    def __str__(self) -> str:
        bar = ""
        if self.bar is not None:
            words = "at most" if self.at_most else "at least"
            bar = f"{words} {self.bar:,g}: {'ok' if self.holds else 'MISSED'}"
        return f"{self.what:<58} {self.value:>12,.2f} {self.unit:<9} {bar}"
