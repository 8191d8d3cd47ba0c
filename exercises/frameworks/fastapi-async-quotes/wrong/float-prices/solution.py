"""Ask several providers for a price at once."""

import asyncio
import inspect
import itertools
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Annotated, Any

from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

type Provider = Callable[[str], Any]
"""Takes a symbol; gives its price, or None. Async or not."""

SYMBOL = r"^[A-Z]{1,6}$"

logger = logging.getLogger(__name__)


class Alert(BaseModel):
    symbol: str = Field(pattern=SYMBOL)
    below: Decimal = Field(gt=0)


def get_providers(request: Request) -> dict[str, Provider]:
    """The providers of the app that is answering."""
    return request.app.state.providers


def create_app(providers: dict[str, Provider], notify: Callable[[dict[str, Any]], Any] | None = None) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.requests = app.state.provider_calls = 0
        yield

    app = FastAPI(lifespan=lifespan)
    app.state.providers = providers
    ids = itertools.count(1)

    @app.get("/quotes/{symbol}")
    async def quote(
        symbol: Annotated[str, Path(pattern=SYMBOL)],
        asked: Annotated[dict[str, Provider], Depends(get_providers)],
        timeout_ms: Annotated[int, Query(ge=10, le=5000)] = 500,
    ) -> Any:
        app.state.requests += 1
        app.state.provider_calls += len(asked)
        said = await asyncio.gather(*(ask(provider, symbol, timeout_ms / 1000) for provider in asked.values()))
        outcomes = dict(zip(asked, said, strict=True))
        prices = {name: price for name, price in outcomes.items() if isinstance(price, Decimal)}
        failed = {name: reason for name, reason in outcomes.items() if isinstance(reason, str)}
        if not prices:
            if None in said:
                raise HTTPException(404, "unknown symbol")
            return JSONResponse({"detail": "no provider available", "failed": failed}, 502)
        best = min(prices, key=lambda name: (prices[name], name))
        texts = {name: str(float(price)) for name, price in prices.items()}
        return {"symbol": symbol, "best": texts[best], "provider": best, "prices": texts, "failed": failed}

    @app.post("/alerts", status_code=202)
    async def create_alert(alert: Alert, tasks: BackgroundTasks) -> dict[str, int]:
        alert_id = next(ids)
        if notify is not None:
            tasks.add_task(tell, notify, {"id": alert_id, **alert.model_dump()})
        return {"id": alert_id}

    @app.get("/stats")
    async def stats() -> dict[str, int]:
        return {"requests": app.state.requests, "provider_calls": app.state.provider_calls}

    return app


async def ask(provider: Provider, symbol: str, seconds: float) -> Decimal | str | None:
    """A price, None for an unknown symbol, or in a word why there is none."""
    try:
        async with asyncio.timeout(seconds):
            return await call(provider, symbol)
    except TimeoutError:
        return "timeout"
    except Exception:
        return "error"


async def tell(notify: Callable[[dict[str, Any]], Any], alert: dict[str, Any]) -> None:
    try:
        await call(notify, alert)
    except Exception:
        logger.exception("alert %s was not delivered", alert["id"])


async def call(function: Callable[[Any], Any], argument: object) -> Any:
    """Without blocking the event loop, whichever kind of function it is."""
    if inspect.iscoroutinefunction(function):
        return await function(argument)
    return await asyncio.to_thread(function, argument)


async def north(symbol: str) -> Decimal:
    return Decimal("9.50")


async def south(symbol: str) -> Decimal:
    return Decimal("10.00")


def west(symbol: str) -> Decimal:
    return Decimal("10.25")


DEMO_PROVIDERS: dict[str, Provider] = {provider.__name__: provider for provider in (north, south, west)}

app = create_app(DEMO_PROVIDERS)
