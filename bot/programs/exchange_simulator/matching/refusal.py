"""What the exchange refuses, with its own code, words and HTTP status."""


class Refusal(Exception):
    """An answer of the exchange that is no result; `message` is what its `msg` says."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
        self.status = status


def rejected(message: str) -> Refusal:
    """The matching engine takes no such order."""
    return Refusal(-2010, message)


def filter_failure(name: str) -> Refusal:
    """The order breaks a rule of the symbol."""
    return Refusal(-1013, f"Filter failure: {name}")
