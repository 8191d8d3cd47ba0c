import time
from datetime import date, datetime

def stamp(text):
    pass

def retry(work, attempts):
    pass

def today_line():
    pass

def age(born):
    pass
