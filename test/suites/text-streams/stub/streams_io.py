import collections
import io

def count_words(stream, close=False):
    pass

def header(stream):
    pass

def write_table(rows, stream):
    pass

def read_records(stream):
    pass

def tail(stream, count):
    pass

class Indenter:

    def __init__(self, stream, width):
        pass

    def write(self, text):
        pass

def make_report(values):
    pass
