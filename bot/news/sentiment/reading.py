"""A sentence read from left to right: what moves, which way, and whether that is good."""

from collections.abc import Callable, Sequence

from bot.news.sentiment.entry import Entry, Role
from bot.news.sentiment.figures import direction

Hit = tuple[int, Entry]
"""Where a word or phrase of the lexicon begins, and what it means."""
_NEGATED = -0.75  # not good is less bad than bad
_EARLIER_REACH = 6
_SAYS = frozenset((Role.MOVE, Role.FEELING))


class Reading:
    """What a sentence says so far; `total` is above 0 if it is good for the asset."""

    __slots__ = (
        "_ahead",
        "_began",
        "_earlier_until",
        "_has_said",
        "_hits",
        "_is_moved",
        "_mentioned",
        "_negated_until",
        "_opens",
        "_scale",
        "_share",
        "_subject",
        "_turned_at",
        "_words",
        "doubt",
        "total",
    )

    def __init__(self, words: Sequence[str], hits: Sequence[Hit]) -> None:
        self._words, self._hits = words, hits
        self.total, self.doubt = 0.0, 1.0
        self._share = 1.0
        self._began, self._opens, self._has_said = 0, False, False
        self._begin_clause()

    def _begin_clause(self) -> None:
        self._scale, self._mentioned = 1.0, 0.0
        self._subject: Entry | None = None
        self._is_moved = False
        self._negated_until = self._earlier_until = self._turned_at = -1

    def read(self) -> float:
        """The total of the whole sentence, each statement with its sign and share."""
        self._ahead = 0
        while self._ahead < len(self._hits):
            place, entry = self._hits[self._ahead]
            self._ahead += 1
            _READERS[entry.role](self, place, entry)
        return self.total * self.doubt

    def _say(self, place: int, value: float) -> float:
        """Count a statement; returns what it added."""
        added = value * self._share * self._scale
        if place <= self._negated_until:
            added *= _NEGATED
        if place == self._turned_at:
            added = -added
        self.total += added
        self._has_said = self._has_said or added != 0.0
        return added

    def _move(self, place: int, entry: Entry) -> None:
        quantity = self._acted_on(place, entry)
        if quantity is None:
            self._say(place, entry.alone)
            return
        self.total -= self._mentioned
        self._mentioned = 0.0
        self._is_moved = True
        self._say(place, entry.weight * quantity.weight)

    def _acted_on(self, place: int, entry: Entry) -> Entry | None:
        """The quantity right after the move, passed over from now on, or else the last one."""
        if self._ahead < len(self._hits):
            at, following = self._hits[self._ahead]
            if following.role is Role.QUANTITY and at - place <= entry.reach:
                self._ahead += 1
                self._subject, self._mentioned = following, 0.0
        return self._subject

    def _reverse(self, place: int, entry: Entry) -> None:
        if self._ahead < len(self._hits):
            at, following = self._hits[self._ahead]
            if following.role in _SAYS and at - place <= entry.reach:
                self._turned_at = at
                return
        self._move(place, entry)

    def _quantity(self, place: int, entry: Entry) -> None:
        value = entry.alone
        if place <= self._earlier_until:
            value = -self._earlier(entry)
        self._subject, self._is_moved = entry, False
        self._mentioned = self._say(place, value)

    def _earlier(self, entry: Entry) -> float:
        """What a quantity said when it was mentioned earlier: a loss, or a profit before a loss."""
        is_loss = self._subject is not None and self._subject.alone < 0.0
        return entry.weight if is_loss and entry.weight > 0.0 else entry.alone

    def _feel(self, place: int, entry: Entry) -> None:
        self._say(place, entry.weight)

    def _negate(self, place: int, entry: Entry) -> None:
        self._negated_until = place + entry.reach

    def _set_scale(self, place: int, entry: Entry) -> None:
        self._scale = entry.weight

    def _compare(self, place: int, entry: Entry) -> None:
        self._earlier_until = place + _EARLIER_REACH
        if self._subject is not None and not self._is_moved and not self._names_another(place):
            moved = direction(self._words, place)
            if moved:
                self._is_moved = True
                self._say(place, moved * self._subject.weight)

    def _names_another(self, place: int) -> bool:
        """Whether what is compared with is another quantity: a profit with a loss."""
        if self._ahead == len(self._hits):
            return False
        at, following = self._hits[self._ahead]
        return following.role is Role.QUANTITY and at <= self._earlier_until

    def _break(self, place: int, entry: Entry) -> None:
        self.total *= entry.alone
        self._share = entry.weight
        self._opens = place == self._began + 1
        self._begin_clause()
        if entry.weight == 1.0:
            self._began, self._has_said = place, False

    def _give_reason(self, place: int, entry: Entry) -> None:
        if self._has_said:
            self._share = min(self._share, entry.weight)
            self._begin_clause()

    def _comma(self, place: int, entry: Entry) -> None:
        if self._opens:
            self._share, self._opens = 1.0, False

    def _ask(self, place: int, entry: Entry) -> None:
        self.doubt = min(self.doubt, entry.weight)


_READERS: dict[Role, Callable[[Reading, int, Entry], None]] = {
    Role.MOVE: Reading._move,
    Role.REVERSER: Reading._reverse,
    Role.QUANTITY: Reading._quantity,
    Role.FEELING: Reading._feel,
    Role.NEGATOR: Reading._negate,
    Role.SCALE: Reading._set_scale,
    Role.BREAK: Reading._break,
    Role.CAUSE: Reading._give_reason,
    Role.EARLIER: Reading._compare,
    Role.QUESTION: Reading._ask,
    Role.COMMA: Reading._comma,
}
