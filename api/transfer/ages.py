"""What grows with every question, and makes no answer another one."""

import re

AGES = ("age_seconds", "heartbeat_age_seconds")
"""Names of what grows while nothing happens."""
_AN_AGE = re.compile(b'"(?:%b)":(?:null|[-+.0-9e]+)' % "|".join(AGES).encode())


def essence(body: bytes) -> bytes:
    """An answer (JSON) without its ages: they differ whenever it is asked for.

    A text that holds such a name is left as it is: JSON writes its quotation marks otherwise.
    """
    return _AN_AGE.sub(b"", body) if b'age_seconds":' in body else body
