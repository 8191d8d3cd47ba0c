import os
from pathlib import Path

def grep(pattern, flags, files):
    raise NotImplementedError

def word_count(path):
    raise NotImplementedError

def save(path, lines):
    raise NotImplementedError

def title(path):
    raise NotImplementedError

def list_texts(folder):
    raise NotImplementedError
