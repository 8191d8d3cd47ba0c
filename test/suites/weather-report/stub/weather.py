import json
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

class WeatherError(Exception):
    pass

def temperature(city):
    raise NotImplementedError

class Client:

    def __init__(self, fetch):
        raise NotImplementedError

    def get(self, city):
        raise NotImplementedError

    def warmest(self, cities):
        raise NotImplementedError

class Archive:

    def __init__(self, connection):
        raise NotImplementedError

    def store(self, city, temp):
        raise NotImplementedError

    def mean(self, city):
        raise NotImplementedError

    def cities(self):
        raise NotImplementedError
