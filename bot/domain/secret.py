"""Keys that show themselves nowhere."""

import hmac
from typing import Any, NoReturn


class Secret:
    """A key or token; only `reveal()` gives it, everything that shows a value gives ***.

    It cannot be pickled, and JSON has no form for it.
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """The text itself: for the one call that sends or compares it."""
        return self.__value

    def equals(self, candidate: str) -> bool:
        """Whether a given text is the secret, in a time that does not tell how much of it is."""
        return hmac.compare_digest(self.__value.encode(), candidate.encode())

    def __repr__(self) -> str:
        return "Secret(***)"

    def __str__(self) -> str:
        return "***"

    def __format__(self, format_spec: str) -> str:
        return format("***", format_spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.equals(other.reveal())

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a Secret is not pickled: pass it by the environment")
