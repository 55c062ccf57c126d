"""What is taken out of an output before two runs are held against each other, and why.

Nothing else is: every other character that a program shows or writes is compared.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_TIME = re.compile(
    r"(?P<date>\d{4}-?\d\d-?\d\d)[T ](?P<clock>\d\d:?\d\d:?\d\d(?:\.\d+)?)(?:Z|\+00:00)?"
)
_NUMBER = re.compile(r"(?<![\w.])-?\d+\.\d+(?:[eE][-+]?\d+)?(?![\w.])|-?\d(?:\.\d+)?[eE]-?\d+")
_ELSEWHERE: Sequence[tuple[str, str]] = (
    # seconds that a run took, which differ each time
    (
        r'((?:"(?:elapsed_seconds|seconds_per_10000_candles|heartbeat_age_seconds)":|\bseconds=) ?)'
        r"[-+.\deE]+",
        r"\1<SECONDS>",
    ),
    # progress with the seconds that are left; which lines appear depends on the machine's speed
    (r"(?m)^.*, \d+ s left\n", ""),
    # a loopback port, which the machine chooses; in a folder's name its colon is an underscore
    (r"127\.0\.0\.1([:_])\d{4,5}", r"127.0.0.1\1<PORT>"),
    # eight digits of a config's sha256 in the name of its history file: its text holds a clock time
    (r"(\d{6}-<CLOCK>-)[0-9a-f]{8}(?=\.json)", r"\1<SHA>"),
    # the checksum of the last cycle, whose text holds the clock time of its heartbeat
    (r'("checksum":")[0-9a-f]{64}(?="\})', r"\1<SHA>"),
)
_BY_PORT = (r'("key": ?")[0-9a-f]{64}(?=")', r"\1<SHA>")
"""A playbook row's key: a sha256 over the exchange's address, too, and so over a port."""
_PRECISE = 12
"""Significant digits that hold on every processor and mathematical library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """Makes outputs comparable that were written between `began` and now.

    `places`: absolute folders and what stands for each. `exact`: every bit of every number counts,
    else 12 digits of it do. `exchange`: candles came from one on a loopback port.
    """

    began: datetime
    places: Sequence[tuple[str, str]]
    exact: bool
    exchange: bool = False

    def __call__(self, text: str) -> str:
        """The text without paths, clock times, durations and ports."""
        for place, name in self.places:
            text = text.replace(place, name)
        text = _TIME.sub(self._without_clock, text)
        for pattern, replacement in (*_ELSEWHERE, *((_BY_PORT,) if self.exchange else ())):
            text = re.sub(pattern, replacement, text)
        return text if self.exact else _NUMBER.sub(_rounded, text)

    def _without_clock(self, found: "re.Match[str]") -> str:
        """A time of this run, or of the days after that it plans, is the machine's clock.

        The candles' times are years before it. One with parts of a second is a made-up market's
        clock, which runs on with the machine's.
        """
        if "." in found["clock"]:
            return "<CLOCK>"
        digits = re.sub(r"[-:]", "", found["date"] + found["clock"])
        try:
            time = datetime.strptime(digits.partition(".")[0], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return found[0]
        near = self.began - timedelta(minutes=1) <= time <= datetime.now(UTC) + timedelta(days=2)
        return "<CLOCK>" if near else found[0]


def _rounded(found: "re.Match[str]") -> str:
    text = found[0]
    mantissa = text.lower().partition("e")[0].lstrip("-").replace(".", "").lstrip("0")
    return text if len(mantissa) <= _PRECISE else f"{float(text):.{_PRECISE}g}"
