"""Ask several providers for a price at once."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from fastapi import FastAPI

type Provider = Callable[[str], Any]
"""Takes a symbol; gives its price, or None. Async or not."""

DEMO_PROVIDERS: dict[str, Provider] = {}


def get_providers() -> dict[str, Provider]:
    """The providers of the app that is answering."""
    raise NotImplementedError


def create_app(providers: dict[str, Provider], notify: Callable[[dict[str, Any]], Any] | None = None) -> FastAPI:
    app = FastAPI()

    @app.get("/quotes/{symbol}")
    async def quote(symbol: str) -> dict[str, Any]:
        return {"symbol": symbol, "best": str(Decimal(0)), "provider": "", "prices": {}, "failed": {}}

    return app


app = create_app(DEMO_PROVIDERS)
