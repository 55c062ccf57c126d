"""Whether the API on this machine is alive; standard library only, since it is asked often."""

import http.client
from contextlib import suppress

_ALLOWED_HOST = "localhost"


def api_fault(port: int, host: str = "127.0.0.1") -> str | None:
    """Why the API on this machine's port counts as down; None where it says that it is alive."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/health/live", headers={"Host": _ALLOWED_HOST})
        status = connection.getresponse().status
        return None if status == 200 else f"/health/live answered {status}"
    return f"no answer on port {port}"
