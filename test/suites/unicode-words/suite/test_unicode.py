import unicodedata
import unittest

import pytest

from unicode_words import acronym, decode, fold, initials, länge, reverse, slug


class TestÜmläute(unittest.TestCase):
    def test_größe_zählt_zeichen(self):
        self.assertEqual(länge("größe"), 5)
        self.assertEqual(länge(wort="日本"), 2)

    def test_fold(self):
        self.assertEqual(fold("Straße"), "strasse")
        self.assertEqual(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"))

    def test_message_with_symbols(self):
        self.assertEqual(slug("Crème brûlée"), "creme-brulee", msg="✗ akzente sollen verschwinden")

    def test_combining(self):
        decomposed = unicodedata.normalize("NFD", "é")
        self.assertEqual(len(decomposed), 2)
        self.assertEqual(reverse("a" + decomposed), decomposed + "a")

    def test_initials(self):
        self.assertEqual(initials("élan vital"), "ÉV")


@pytest.mark.parametrize("word, expected", [
    ("naïve", "naive"),
    ("Łódź 2", "łodz-2"),
    pytest.param("日本 語", "日本-語", id="日本語"),
    pytest.param("שלום", "שלום", id="right-to-left שלום"),
    pytest.param("a\u200db", "a\u200db", id="joiner"),
    pytest.param("", "", id=""),
], ids=lambda value: f"«{value}»")
def test_slug(word, expected):
    assert slug(word) == expected


@pytest.mark.parametrize("text", ["👩‍🚀", "🇩🇪", "a\x00b", "tab\tbell\x07", "\x1b[31mred\x1b[0m", "line\u2028sep", "\ufeffbom"])
def test_text_comes_back(text):
    assert reverse(reverse(text)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "cp1252"])
def test_decode(encoding):
    assert decode("Käse".encode(encoding), encoding) == "Käse"


def test_decode_error():
    with pytest.raises(UnicodeDecodeError) as info:
        decode(b"ab\xff", "utf-8")
    error = info.value
    assert (error.encoding, error.start, error.end, error.object) == ("utf-8", 2, 3, b"ab\xff")
    assert "invalid start byte" in error.reason


def test_surrogate_escape():
    assert decode(b"a\xff", "utf-8", errors="surrogateescape") == "a\udcff"


def test_acronym():
    assert acronym("Žluťoučký kůň") == "ŽK"
