"""Only a body that says it is JSON is taken: no foreign page can make a browser send one."""

from fastapi import Depends, HTTPException, Request

_JSON = "application/json"


def _refuse_other_types(request: Request) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != _JSON:
        raise HTTPException(
            415, f"Need the header Content-Type: {_JSON}, which no foreign page can send here."
        )


JSON_ONLY = Depends(_refuse_other_types)
"""For a route that changes something without a token: a browser asks this service first whether a
page of another origin may send application/json, and is never told so."""
