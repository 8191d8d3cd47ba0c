class Book:

    def __init__(self, title, year):
        pass

class Library:

    def __init__(self, name):
        pass

    def add(self, book):
        pass

    def find(self, title):
        pass

    def close(self):
        pass
