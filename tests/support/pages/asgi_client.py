"""Asking an ASGI app without a server, through the real HTTP client."""

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp


class AsgiClient:
    """get, post and request as httpx has them; an exception inside the app becomes its 500."""

    def __init__(self, app: ASGIApp, host: str = "testserver") -> None:
        self._app = app
        self._host = host

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The app's whole answer."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            base = f"http://{self._host}"
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                return await client.request(method, path, **options)

        return asyncio.run(ask())

    def get(self, path: str, **options: Any) -> httpx.Response:
        """GET."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """POST."""
        return self.request("POST", path, **options)
