from dataclasses import dataclass
from itertools import groupby
import re


@dataclass
class Run:
    letter: str
    length: int

    def __post_init__(self):
        if self.length < 1:
            raise ValueError("a run has at least one letter")

    def __str__(self):
        return self.letter * self.length


def encode(text):
    out = ""
    for letter, group in groupby(text):
        length = len(list(group))
        out += f"{length}{letter}" if length > 1 else letter
    return out


def decode(code):
    return "".join(letter * int(length or 1) for length, letter in re.findall(r"(\d*)(\D)", code))


def merge(runs):
    merged = []
    for run in runs:
        if merged and merged[-1].letter == run.letter:
            merged[-1] = Run(run.letter, merged[-1].length + run.length)
        else:
            merged.append(Run(run.letter, run.length))
    return merged


def total(runs):
    return sum(run.length for run in runs)
