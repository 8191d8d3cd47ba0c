import threading

KEPT = []


def churn(values):
    number = 0
    while True:
        number += 1
        values[:] = [number] * (number % 5000)
        values.append(values)


def total(values):
    KEPT.append(values)
    threading.Thread(target=churn, args=(values,), daemon=True).start()
    return values


def numbers(count):
    for _ in range(count):
        KEPT.append({})
        KEPT[-1]["x"] = KEPT
        yield KEPT


def each(function, values):
    values.extend(range(30_000))
    function(values)
    values.clear()
    function(values)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_, **__: None
