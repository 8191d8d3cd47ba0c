import time
from datetime import date, datetime


def stamp(text):
    return f"{int(time.time())} {text}"


def retry(work, attempts):
    for attempt in range(attempts):
        try:
            return work()
        except ConnectionError:
            if attempt == attempts - 1:
                raise
            time.sleep(2**attempt)


def today_line():
    return datetime.now().strftime("%Y-%m-%d %H:%M")


def age(born):
    today = date.today()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
