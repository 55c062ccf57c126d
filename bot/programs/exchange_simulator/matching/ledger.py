"""The account: exact balances, what orders hold of them, and what came from outside."""

from dataclasses import dataclass
from decimal import Decimal

from bot.programs.exchange_simulator.matching.refusal import rejected

ZERO = Decimal(0)


@dataclass(slots=True)
class Balance:
    """What an account has of one asset."""

    free: Decimal = ZERO
    locked: Decimal = ZERO


@dataclass(slots=True)
class Hold:
    """A part of a balance that waits for an order, or for the two of a list."""

    asset: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A deposit, or a withdrawal below 0; `time` in milliseconds of the simulator."""

    time: int
    asset: str
    amount: Decimal


class AccountLedger:
    """Balances by asset; nothing in it is ever rounded."""

    def __init__(self, initial: dict[str, Decimal]) -> None:
        self.initial = dict(initial)
        self.balances = {asset: Balance(free=amount) for asset, amount in initial.items()}
        self.transfers: list[Transfer] = []

    def balance(self, asset: str) -> Balance:
        """The balance, which begins at 0."""
        return self.balances.setdefault(asset, Balance())

    def hold(self, asset: str, amount: Decimal) -> Hold:
        """Lock an amount for an order; refused where not so much is free."""
        hold = Hold(asset, ZERO)
        self.extend(hold, amount)
        return hold

    def extend(self, hold: Hold, amount: Decimal) -> None:
        """Lock more for the same order; refused where not so much is free."""
        balance = self.balance(hold.asset)
        if balance.free < amount:
            raise rejected("Account has insufficient balance for requested action.")
        balance.free -= amount
        balance.locked += amount
        hold.amount += amount

    def release(self, hold: Hold) -> None:
        """Free what is left of a hold."""
        balance = self.balance(hold.asset)
        balance.locked -= hold.amount
        balance.free += hold.amount
        hold.amount = ZERO

    def spend(self, hold: Hold, amount: Decimal) -> None:
        """Take an amount out of a hold and off the account."""
        self.balance(hold.asset).locked -= amount
        hold.amount -= amount

    def receive(self, asset: str, amount: Decimal) -> None:
        """Add an amount to what is free."""
        self.balance(asset).free += amount

    def pay(self, asset: str, amount: Decimal) -> bool:
        """Take an amount of what is free; False, and nothing done, where there is less."""
        balance = self.balance(asset)
        if balance.free < amount:
            return False
        balance.free -= amount
        return True

    def transfer(self, asset: str, amount: Decimal, time: int) -> Decimal:
        """Move money in, or out below 0 as far as it is free, and return what was moved."""
        moved = max(amount, -self.balance(asset).free)
        self.balance(asset).free += moved
        self.transfers.append(Transfer(time=time, asset=asset, amount=moved))
        return moved
