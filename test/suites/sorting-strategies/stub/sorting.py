def bubble_sort(values):
    raise NotImplementedError

def insertion_sort(values):
    raise NotImplementedError

def merge_sort(values, key=None):
    raise NotImplementedError

def quick_sort(values):
    raise NotImplementedError
