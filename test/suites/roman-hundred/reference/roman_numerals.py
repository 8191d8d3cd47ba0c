_PARTS = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]


def roman(number):
    if not 0 < number < 4000:
        raise ValueError(f"{number} has no roman form")
    text = ""
    for value, letters in _PARTS:
        count, number = divmod(number, value)
        text += letters * count
    return text


def arabic(text):
    total, rest = 0, text
    for value, letters in _PARTS:
        while rest.startswith(letters):
            total += value
            rest = rest[len(letters):]
    if rest or not 0 < total < 4000 or roman(total) != text:
        raise ValueError(f"{text} is no roman number")
    return total
