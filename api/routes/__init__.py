"""The routes, one file per subject; each is thin: read, shape, answer."""

from api.routes.account import router as account_router
from api.routes.assistant import router as assistant_router
from api.routes.backtests import router as backtests_router
from api.routes.control import router as control_router
from api.routes.decision import router as decision_router
from api.routes.health import router as health_router
from api.routes.history import router as history_router
from api.routes.observation import router as observation_router
from api.routes.opinions import router as opinions_router
from api.routes.pages import router as pages_router
from api.routes.portfolio import router as portfolio_router
from api.routes.portfolio_history import router as portfolio_history_router
from api.routes.records import router as records_router
from api.routes.risk import router as risk_router
from api.routes.series import router as series_router
from api.routes.status import router as status_router
from api.routes.stories import router as stories_router
from api.routes.stream import router as stream_router

__all__ = ["ROUTERS"]

ROUTERS = (
    status_router,
    account_router,
    history_router,
    series_router,
    portfolio_router,
    portfolio_history_router,
    stories_router,
    records_router,
    stream_router,
    opinions_router,
    decision_router,
    risk_router,
    control_router,
    backtests_router,
    assistant_router,
    observation_router,
    health_router,
    pages_router,
)
"""Every subject's routes, in the order in which the service describes them."""
