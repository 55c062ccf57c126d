"""Lines of JSON, each with the hash of the one before: none can be changed or taken out unseen."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from bot.domain import JournalKind, JournalLine, rfc3339
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import json_object, parse_json

JOURNAL_FILE = "journal.jsonl"
_MARK = b',"hash":"'


class Link(NamedTuple):
    """The end of a chain: how many lines it has, and the hash of the last one."""

    number: int
    hash: str


BEFORE_THE_FIRST = Link(0, "")


def chained(line: JournalLine, last: Link) -> tuple[bytes, Link]:
    """The line's bytes with its newline, and the new end of the chain."""
    values = {
        "number": last.number + 1,
        "at": rfc3339(line.at),
        "kind": str(line.kind),
        "symbol": line.symbol,
        "client_id": line.client_id,
        "details": line.details,
        "previous": last.hash,
    }
    content = encode(values)[:-1]
    link = Link(last.number + 1, _hash_of(content))
    return content + _MARK + link.hash.encode() + b'"}\n', link


def read_chained(raw: bytes, last: Link) -> tuple[JournalLine, Link]:
    """The line and the new end of the chain; StateError where it does not follow the last one."""
    content, mark, rest = raw.rpartition(_MARK)
    link = Link(last.number + 1, _hash_of(content))
    if not mark or rest != link.hash.encode() + b'"}':
        raise _broken(link, "its hash is not that of its content")
    values = json_object(parse_json(content + b"}"), f"line {link.number} of {JOURNAL_FILE}")
    if (values.get("number"), values.get("previous")) != (link.number, last.hash):
        raise _broken(link, "it does not follow the line before it")
    try:
        line = JournalLine(
            at=datetime.fromisoformat(values["at"]),
            kind=JournalKind(values["kind"]),
            symbol=values["symbol"],
            client_id=values["client_id"],
            details=values["details"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(link, f"it tells what this version does not know: {error}") from error
    return line, link


def _hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _broken(link: Link, why: str) -> StateError:
    return StateError(
        f"line {link.number} of {JOURNAL_FILE} cannot be believed ({why}): what was ordered is not "
        "known for certain; compare the account at the exchange, then move the file away"
    )
