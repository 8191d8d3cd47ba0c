class GaveUp(Exception):
    def __init__(self, errors):
        super().__init__(f"gave up after {len(errors)} attempts")
        self.errors = errors
        self.attempts = len(errors)


def retry(work, times, on):
    errors = []
    for _ in range(times):
        try:
            return work()
        except on as error:
            errors.append(error)
    raise GaveUp(errors) from errors[-1]


def raise_it(problem, *args):
    raise problem(*args) if isinstance(problem, type) else problem


def capture(work):
    try:
        work()
    except Exception as error:
        return error


def translate(work):
    try:
        return work()
    except Exception as error:
        raise RuntimeError(f"translated: {error}") from error


def annotate(work, note):
    try:
        return work()
    except Exception as error:
        error.add_note(note)
        error.handled_by = "annotate"
        raise


def guarded(work, log):
    log.append("begin")
    try:
        return work()
    finally:
        log.append("end")


def classify(value, table):
    return next(name for kind, name in table.items() if isinstance(value, kind))
