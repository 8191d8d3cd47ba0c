import unicodedata


def länge(wort):
    return len(wort)


def fold(text):
    return text.casefold()


def _plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def slug(text):
    return "-".join(_plain(text).lower().split())


def reverse(text):
    clusters = []
    for c in text:
        if clusters and unicodedata.combining(c):
            clusters[-1] += c
        else:
            clusters.append(c)
    return "".join(reversed(clusters))


def initials(text):
    return "".join(word[0].upper() for word in text.split())


def acronym(text):
    return initials(text)


def decode(data, encoding, errors="strict"):
    return data.decode(encoding, errors)
