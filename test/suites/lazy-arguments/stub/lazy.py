import collections
import itertools

def take(count, items):
    pass

def first_match(test, items):
    pass

def running_max(items):
    pass

def batches(items, size):
    pass

def interleave(*sources):
    pass

def pairwise(items):
    pass

def peek(generator):
    pass

def window_sums(items, size):
    pass

def chunked_sum(items):
    pass
