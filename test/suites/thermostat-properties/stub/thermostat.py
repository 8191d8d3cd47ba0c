class Thermostat:

    def __init__(self, celsius):
        pass

    @property
    def celsius(self):
        pass

    @celsius.setter
    def celsius(self, value):
        pass

    @celsius.deleter
    def celsius(self):
        pass

    @property
    def fahrenheit(self):
        pass

    @fahrenheit.setter
    def fahrenheit(self, value):
        pass

    @property
    def label(self):
        pass

    @classmethod
    def from_text(cls, text):
        pass

    @staticmethod
    def convert(celsius):
        pass
