import datetime


def day(text):
    return datetime.date.fromisoformat(text)
