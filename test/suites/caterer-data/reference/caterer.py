from caterer_data import ALCOHOL, VEGAN


def clean(name, parts):
    return name, set(parts)


def drink_label(name, parts):
    return f"{name} Mocktail" if ALCOHOL.isdisjoint(parts) else f"{name} Cocktail"


def kind_of(parts):
    return "vegan" if parts <= VEGAN else "other"


def compile_all(dishes):
    return set().union(*dishes)


def singletons(dishes):
    return {part for dish in dishes for part in dish if sum(part in other for other in dishes) == 1}
