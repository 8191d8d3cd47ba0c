import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

class Counter:

    def __init__(self):
        pass

    def increment(self):
        pass

class Pool:

    def __init__(self, size):
        pass

    def submit(self, work, *args):
        pass

def parallel_map(work, items, workers=4):
    pass

def run_all(jobs):
    pass

def consume(box):
    pass

def race(ready):
    pass

def first_done(jobs, release):
    pass
