import csv
from pathlib import Path

def append(path, line):
    pass

def load(path):
    pass

def copy_sorted(source, target):
    pass

def find(folder, pattern):
    pass

def checksum(path):
    pass

def rows(path):
    pass
