"""The long histories of the few accounts that were looked at last."""

import threading
from collections import OrderedDict

from api.account.accounts import Account
from api.account.records_read import RecordsRead, Rows

MOST_ACCOUNTS = 8
"""Some four megabytes each, where a history is long."""


class LongHistories:
    """Rows of one account at a time, as many as are ever read; for any number of threads.

    An account that is looked at again is read from where it was; the one not looked at for longest
    is forgotten.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, RecordsRead] = OrderedDict()
        self._lock = threading.Lock()

    def rows(self, account: Account, kind: type) -> Rows:
        """The newest records of a history (EquityPoint or CandleRecord), as rows of numbers."""
        with self._lock:
            read = self._kept.pop(account.symbol, None) or RecordsRead()
            self._kept[account.symbol] = read
            if len(self._kept) > MOST_ACCOUNTS:
                self._kept.popitem(last=False)
        return read.rows(account.store, account.symbol, kind, symbols=1)
