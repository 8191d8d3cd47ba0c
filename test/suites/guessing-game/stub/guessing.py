def ask_name():
    pass

def greeting():
    pass

def play(secret):
    pass

def average():
    pass
