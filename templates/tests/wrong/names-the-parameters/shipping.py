"""What sending a parcel costs."""


def postage(grams, express=False):
    """The postage of a parcel, in euros."""
    if not 1 <= grams <= 5000:
        raise ValueError(f"a parcel has 1 to 5000 grams, not {grams}")
    price = 4 if grams <= 1000 else 7
    return price * 2 if express else price
