"""A page of several symbols' histories as an answer."""

from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from api.account import Portfolio
from api.answers import list_answer, next_page
from api.problem import refusing
from api.records.merged import merged_page
from api.schemas import read_as


def merged_answer(
    request: Request,
    portfolio: Portfolio,
    kind: type[Any],
    view: type[BaseModel],
    what: str,
    *,
    limit: int,
    cursor: str | None,
    nothing: str,
) -> Response:
    """The records of all accounts as views, newest first, and the Link of the page that follows.

    `what` names one of them where it cannot be read, `nothing` is said where there is none at all.
    422 for a cursor that no page gave out.
    """
    with refusing():
        page = merged_page(portfolio.accounts, kind, limit, cursor)
    views = [read_as(view, record, what) for record in page.items]
    fresh = portfolio.saying(None if views or cursor else nothing)
    return list_answer(view, views, fresh, next_page=next_page(request, cursor=page.older))
