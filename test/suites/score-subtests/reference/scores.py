class Player:
    def __init__(self, name, score):
        self.name = name
        self.score = score

    def __str__(self):
        return f"{self.name}: {self.score}"


def latest(scores):
    return scores[-1]


def best(scores):
    return max(scores)


def top(scores, count=3):
    return sorted(scores, reverse=True)[:count]


def grade(score, limits):
    return next(letter for letter, limit in limits.items() if score >= limit)


def rank(players):
    return {p.name: i for i, p in enumerate(sorted(players, key=lambda p: -p.score), 1)}


def normalise(scores):
    return [score / max(scores) for score in scores]
