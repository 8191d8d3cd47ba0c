class Thermostat:
    count = 0
    default = 18
    brand = "none"

    def __init__(self, celsius):
        self.celsius = celsius
        Thermostat.count += 1

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if not isinstance(value, (int, float)):
            raise TypeError("the temperature must be a number")
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        self._celsius = self.default

    @property
    def fahrenheit(self):
        return self.convert(self._celsius)

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 / 9

    @property
    def label(self):
        return f"thermostat at {self._celsius}"

    @classmethod
    def from_text(cls, text):
        return cls(float(text.rstrip("C")))

    @staticmethod
    def convert(celsius):
        return celsius * 9 / 5 + 32
