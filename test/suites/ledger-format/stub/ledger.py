class Amount:

    def __init__(self, cents):
        pass

class Entry:

    def __init__(self, date, text, amount):
        pass

def header():
    pass

def format_entries(entries):
    pass
