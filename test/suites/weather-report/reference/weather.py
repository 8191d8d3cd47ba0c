import json
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen


class WeatherError(Exception):
    status = None


def temperature(city):
    try:
        with urlopen(f"https://weather.example/now?q={quote(city)}", timeout=5) as response:
            return json.loads(response.read())["temp"]
    except HTTPError as error:
        problem = WeatherError(f"the server said {error.code}")
        problem.status = error.code
        raise problem from error
    except URLError as error:
        raise WeatherError(str(error.reason)) from error


class Client:
    def __init__(self, fetch):
        self.fetch = fetch
        self.known = {}

    def get(self, city):
        if city not in self.known:
            self.known[city] = self.fetch(city).json()["temp"]
        return self.known[city]

    def warmest(self, cities):
        return max(cities, key=self.get)


class Archive:
    def __init__(self, connection):
        self.connection = connection
        connection.execute("create table readings (city text not null, temp real)")

    def store(self, city, temp):
        with self.connection:
            self.connection.execute("insert into readings values (?, ?)", (city, temp))

    def mean(self, city):
        return self.connection.execute("select avg(temp) from readings where city = ?", (city,)).fetchone()[0]

    def cities(self):
        return [city for (city,) in self.connection.execute("select distinct city from readings")]
