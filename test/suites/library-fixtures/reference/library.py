class Book:
    created = 0

    def __init__(self, title, year):
        self.title = title
        self.year = year
        Book.created += 1


class Library:
    def __init__(self, name):
        self.name = name
        self.closed = False
        self._books = []

    def add(self, book):
        self._books.append(book)

    def find(self, title):
        return next((b for b in self._books if b.title == title), None)

    def close(self):
        self.closed = True

    def __len__(self):
        return len(self._books)

    def __iter__(self):
        return iter(self._books)
