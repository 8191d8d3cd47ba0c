class Player:

    def __init__(self, name, score):
        pass

def latest(scores):
    pass

def best(scores):
    pass

def top(scores, count=3):
    pass

def grade(score, limits):
    pass

def rank(players):
    pass

def normalise(scores):
    pass
