class Text(_Field):

    def __init__(self, max_length):
        pass

    def check(self, value):
        pass

class Number(_Field):

    def __init__(self, minimum):
        pass

    def check(self, value):
        pass

class Record:

    def __init__(self, **values):
        pass

class Money(Record):
    pass

def positive(name):
    pass

class Bag:

    def __init__(self, **values):
        pass

class Frozen:

    def __init__(self, x):
        pass

class Registry(type):
    pass

class Plugin:
    pass

class Union:
    pass

def AutoRepr(cls):
    pass
