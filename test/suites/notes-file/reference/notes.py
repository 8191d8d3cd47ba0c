import csv
from pathlib import Path


def append(path, line):
    with open(path, "a", encoding="utf-8") as file:
        file.write(line + "\n")


def load(path):
    with open(path, encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def copy_sorted(source, target):
    Path(target).write_text("\n".join(sorted(load(source))) + "\n")
    return Path(target)


def find(folder, pattern):
    return sorted(str(p.relative_to(folder)) for p in Path(folder).rglob(pattern))


def checksum(path):
    return sum(Path(path).read_bytes())


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))
