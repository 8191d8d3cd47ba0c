import logging
logger = None

class Vault:

    def __init__(self, name):
        pass

    def open(self, who):
        pass

    def force(self, who):
        pass

    def seal(self):
        pass

def divide(a, b):
    pass
