_PARTS = None

def roman(number):
    pass

def arabic(text):
    pass
