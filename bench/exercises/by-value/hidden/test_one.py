from solution import slugify


def test_punctuation():
    """Punctuation goes"""
    assert slugify("Up, up, and away!") == "up-up-and-away"
