class ConfigError(Exception):
    """Everything that can go wrong with a configuration."""


class MissingKey(ConfigError, KeyError):
    def __init__(self, key):
        super().__init__(key)
        self.key = key

    def __str__(self):
        return f"key {self.key!r} is missing"


class ParseError(ConfigError, ValueError):
    def __init__(self, line, number):
        super().__init__(line, number)
        self.line = line
        self.number = number

    def __str__(self):
        return f"line {self.number}: cannot read {self.line!r}"


def parse_line(line, number):
    key, equals, value = line.partition("=")
    if not equals:
        raise ParseError(line, number)
    try:
        return key.strip(), int(value)
    except ValueError as error:
        raise ParseError(line, number) from error


def load(text, need=None):
    try:
        lines = text.splitlines()
    except AttributeError:
        raise RuntimeError("text expected")
    try:
        values = dict(parse_line(line, number) for number, line in enumerate(lines, 1))
    except ConfigError as error:
        error.add_note(f"while loading {len(lines)} lines")
        raise
    try:
        values[need] if need else None
    except KeyError:
        raise MissingKey(need) from None
    return values


def load_all(texts, need):
    errors = []
    for text in texts:
        try:
            load(text, need)
        except ConfigError as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup(f"{len(errors)} files failed", errors)
