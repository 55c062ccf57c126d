"""A round of cycles, in which each symbol has one."""


class Round:
    """Tells when a round is over: where one of its symbols begins another cycle.

    So what is asked once a round is asked in every cycle by a symbol that runs alone.
    """

    def __init__(self) -> None:
        self._begun: set[str] = set()

    def is_over(self, symbol: str) -> bool:
        """Whether the cycle that a symbol begins belongs to a new round; the first one does."""
        return not self._begun or symbol in self._begun

    def begin(self) -> None:
        """A new round."""
        self._begun.clear()

    def enter(self, symbol: str) -> None:
        """A symbol has begun its cycle."""
        self._begun.add(symbol)
