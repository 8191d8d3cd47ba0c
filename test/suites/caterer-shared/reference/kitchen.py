from kitchen_data import PRICES


def price(dish):
    return PRICES[dish]


def cheapest():
    return min(PRICES, key=PRICES.get)
