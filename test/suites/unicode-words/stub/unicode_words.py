import unicodedata

def länge(wort):
    pass

def fold(text):
    pass

def slug(text):
    pass

def reverse(text):
    pass

def initials(text):
    pass

def acronym(text):
    pass

def decode(data, encoding, errors='strict'):
    pass
