class Box:
    def __init__(self, name, weight):
        if not name or weight < 0:
            raise ValueError("a box needs a name and a weight")
        self.name = name
        self.weight = weight

    def __str__(self):
        return f"{self.name} ({self.weight} kg)"


def restock(stock, items):
    stock = dict(stock)
    for item in items:
        stock[item] = stock.get(item, 0) + 1
    return stock


def heaviest(boxes):
    return max(boxes, key=lambda box: box.weight, default=None)


if __name__ == "__main__":
    input("never asked when imported")
