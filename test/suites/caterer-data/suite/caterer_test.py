import csv
import json
import unittest
from pathlib import Path

import pytest

from caterer import clean, compile_all, drink_label, kind_of, singletons
from caterer_data import ALCOHOL, DAIRY, VEGAN
from caterer_test_data import cleaned, recipes

DATA = Path(__file__).parent / "data"


class CatererTest(unittest.TestCase):
    @pytest.mark.task(taskno=1)
    def test_clean(self):
        for variant, (recipe, expected) in enumerate(zip(recipes[::2], cleaned[::2]), start=1):
            with self.subTest(f"variation #{variant}", inputs="recipes with duplicates", result="without"):
                self.assertEqual(clean(recipe[0], recipe[1]), expected, msg=f"{recipe[0]} is not clean.")

    @pytest.mark.task(taskno=2)
    def test_drinks(self):
        for case in json.loads((DATA / "drinks.json").read_text())["cases"]:
            with self.subTest(case["name"]):
                self.assertEqual(drink_label(case["name"], case["parts"]), case["label"])

    @pytest.mark.task(taskno=3)
    def test_kinds(self):
        with open(DATA / "dishes.csv", newline="") as file:
            for row in csv.DictReader(file):
                with self.subTest(**row):
                    self.assertEqual(kind_of(set(row["parts"].split(";"))), row["kind"])

    @pytest.mark.task(taskno=4)
    def test_compile(self):
        everything = compile_all([VEGAN, DAIRY, ALCOHOL])
        self.assertEqual(everything, VEGAN | DAIRY | ALCOHOL)
        self.assertIsInstance(everything, set, msg=f"You returned {type(everything)}, but a set was expected.")

    @pytest.mark.task(taskno=5)
    def test_singletons(self):
        got = singletons([{"a", "b"}, {"b", "c"}])
        self.assertEqual(sorted(got), ["a", "c"])
