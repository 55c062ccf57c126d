"""Two figures of a sentence held against each other: 13.1 mn compared with 8.7 mn."""

from collections.abc import Sequence

_REACH = 14  # words on either side of the comparison
_UNITS = {
    "k": 1e3, "thousand": 1e3, "lakh": 1e5, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6,
    "crore": 1e7, "cr": 1e7, "bn": 1e9, "bln": 1e9, "b": 1e9, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_PERCENT = frozenset(("%", "pct", "percent", "per"))


def direction(words: Sequence[str], place: int) -> int:
    """1 if the figure before the word at `place` is above the one after it, -1 if below, else 0."""
    now = _figure(words, range(place - 1, max(place - _REACH, 0), -1))
    earlier = _figure(words, range(place + 1, min(place + _REACH, len(words))))
    if now is None or earlier is None or now[1] != earlier[1]:
        return 0
    return (now[0] > earlier[0]) - (now[0] < earlier[0])


def _figure(words: Sequence[str], places: range) -> tuple[float, bool] | None:
    """The first amount on the way, and whether it is a percentage; None where there is none."""
    for place in places:
        word = words[place]
        if word[-1].isdigit() and not _is_date(words, place):
            unit = words[place + 1] if place + 1 < len(words) else ""
            amount = float(word.replace(",", "").replace(" ", ""))
            return amount * _UNITS.get(unit, 1.0), unit in _PERCENT
    return None


_DATED = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug"),
        *("sep", "sept", "oct", "nov", "dec", "q", "h", "fy"),
    )
)


def _is_date(words: Sequence[str], place: int) -> bool:
    """A year, a day of a month, a quarter."""
    word = words[place]
    if len(word) == 4 and word.startswith(("19", "20")):
        return True
    near = words[max(place - 1, 0) : place + 2]
    return not _DATED.isdisjoint(near)
