recipes = [
    ("Stew", ["beans", "oil", "beans", "salt"]),
    ("Toast", ["bread", "butter", "butter"]),
    ("Rice", ["rice", "salt", "salt", "salt"]),
]
cleaned = [
    ("Stew", {"beans", "oil", "salt"}),
    ("Toast", {"bread", "butter"}),
    ("Rice", {"rice", "salt"}),
]
