from kitchen_data import PRICES

def price(dish):
    raise NotImplementedError

def cheapest():
    raise NotImplementedError
