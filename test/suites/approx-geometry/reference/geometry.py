import math


class Circle:
    def __init__(self, radius):
        self.radius = radius

    @property
    def area(self):
        return math.pi * self.radius**2

    @property
    def perimeter(self):
        return math.tau * self.radius


class Line:
    def __init__(self, slope, intercept):
        self.slope = slope
        self.intercept = intercept

    def __call__(self, x):
        return self.slope * x + self.intercept


def distance(a, b):
    return math.dist(a, b)


def polar(radius, angle):
    return radius * math.cos(angle), radius * math.sin(angle)


def centroid(points):
    xs, ys = zip(*points)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def stats(values):
    if not values:
        return {"mean": math.nan, "sum": 0.0, "spread": math.nan}
    return {"mean": sum(values) / len(values), "sum": sum(values), "spread": max(values) - min(values)}


def regression(points):
    mx, my = centroid(points)
    slope = sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points)
    return Line(slope, my - slope * mx)
