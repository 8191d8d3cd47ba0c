from dataclasses import dataclass
from itertools import groupby
import re

class Run:
    pass

def encode(text):
    pass

def decode(code):
    pass

def merge(runs):
    pass

def total(runs):
    pass
