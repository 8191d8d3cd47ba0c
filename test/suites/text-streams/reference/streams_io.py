import collections
import io


def count_words(stream, close=False):
    counts = collections.Counter()
    for line in stream:
        counts.update(line.split())
    if close:
        stream.close()
    return dict(counts)


def header(stream):
    return stream.readline().rstrip("\n")


def write_table(rows, stream):
    for name, value in rows:
        stream.write(f"{name:<4}{value:>3}\n")
    return len(rows)


def read_records(stream):
    records = []
    while size := stream.read(2):
        length = int.from_bytes(size, "big")
        data = stream.read(length)
        if len(data) < length:
            raise EOFError("record cut short")
        records.append(data)
    return records


def tail(stream, count):
    stream.seek(-count, io.SEEK_END)
    return stream.read()


class Indenter:
    def __init__(self, stream, width):
        self.stream = stream
        self.width = width
        self._fresh = True

    def write(self, text):
        for line in text.splitlines(keepends=True):
            if self._fresh and line != "\n":
                self.stream.write(" " * self.width)
            self.stream.write(line)
            self._fresh = line.endswith("\n")


def make_report(values):
    report = io.StringIO()
    for key in sorted(values):
        report.write(f"{key}={values[key]}\n")
    report.seek(0)
    return report
