class Amount:
    def __init__(self, cents):
        self.cents = cents

    def __str__(self):
        text = f"{abs(self.cents) / 100:,.2f}"
        return f"({text})" if self.cents < 0 else text

    def __repr__(self):
        return f"Amount({self.cents})"

    def __format__(self, spec):
        if spec == "plain":
            return f"{self.cents / 100:.2f}"
        if spec == "cents":
            return str(self.cents)
        if spec and spec[0] not in "<>^":
            raise ValueError(f"unknown format {spec!r}")
        return format(str(self), spec)

    def __index__(self):
        return self.cents

    def __float__(self):
        return self.cents / 100

    def __bytes__(self):
        return chr(self.cents).encode()


class Entry:
    def __init__(self, date, text, amount):
        self.date, self.text, self.amount = date, text, amount


def header():
    return f"{'Date':<10} | {'Description':<25} | {'Change':>9}"


def format_entries(entries):
    lines = [header()]
    for entry in sorted(entries, key=lambda e: e.date):
        text = entry.text if len(entry.text) <= 25 else entry.text[:22] + "..."
        lines.append(f"{entry.date:%Y-%m-%d} | {text:<25} | {entry.amount:>9}")
    return "\n".join(lines) + "\n"
