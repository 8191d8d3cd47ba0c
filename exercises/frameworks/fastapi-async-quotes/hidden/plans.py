"""Apps whose providers follow a plan, made beside the submission."""

from waymark import probe


@probe
def make_app(plan, seen, override):
    """An app with a provider for each name in the plan; what providers see goes into ``seen``.

    A plan's entry is a price as text, None, or a word: "error"; "hang"; "meet" (waits until all that meet have come);
    "block" (blocks its thread until one that frees has been asked for anything but HOLD); "free".
    """
    import asyncio
    import threading
    from decimal import Decimal

    from solution import create_app, get_providers

    freed = threading.Event()
    met = []
    meeting = sum(what == "meet" for what in plan.values())

    def provider(name, what):
        async def gives(symbol):
            return None if what is None else Decimal(what)

        async def error(symbol):
            raise LookupError(symbol)

        def plain(symbol):
            return Decimal("7.00")

        def breaks(symbol):
            raise ValueError(symbol)

        async def hang(symbol):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                seen.append([name, "cancelled"])
                raise

        async def meet(symbol):
            met.append(name)
            while len(met) < meeting:
                await asyncio.sleep(0.001)
            return Decimal(len(name))

        def block(symbol):
            if symbol != "FREE" and not freed.wait(3):
                raise RuntimeError("nobody else could run meanwhile")
            return Decimal("5.00")

        async def free(symbol):
            if symbol != "HOLD":
                freed.set()
            return Decimal("6.00")

        words = {function.__name__: function for function in (error, plain, breaks, hang, meet, block, free)}
        return words.get(what, gives)

    providers = {name: provider(name, what) for name, what in plan.items()}
    if not override:
        return create_app(providers)
    app = create_app({"wrong": provider("wrong", "0.01")})
    app.dependency_overrides[get_providers] = lambda: providers
    return app
