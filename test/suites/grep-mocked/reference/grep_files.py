import os
from pathlib import Path


def grep(pattern, flags, files):
    out = []
    for name in files:
        with open(name) as file:
            for number, line in enumerate(file, 1):
                hit = pattern.lower() in line.lower() if "-i" in flags else pattern in line
                if not hit:
                    continue
                if "-l" in flags:
                    out.append(name + "\n")
                    break
                prefix = f"{number}:" if "-n" in flags else ""
                out.append(prefix + line)
    return "".join(out)


def word_count(path):
    try:
        with open(path, encoding="utf-8") as file:
            return len(file.read().split())
    except FileNotFoundError:
        return 0


def save(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(line + "\n")


def title(path):
    return Path(path).read_text().splitlines()[0].lstrip("# ")


def list_texts(folder):
    if not os.path.exists(folder):
        return []
    return sorted(name for name in os.listdir(folder) if name.endswith(".txt"))
