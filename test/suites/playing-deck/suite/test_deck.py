import collections.abc
import random
import unittest

from deck import Card, Deck


class DeckTest(unittest.TestCase):
    def setUp(self):
        self.deck = Deck()

    def test_length(self):
        self.assertEqual(len(self.deck), 52)

    def test_first_and_last(self):
        self.assertEqual(self.deck[0], Card("2", "clubs"))
        self.assertEqual(self.deck[-1], Card(rank="A", suit="spades"))
        self.assertEqual(self.deck[0].rank, "2")
        self.assertEqual(self.deck[0], ("2", "clubs"))

    def test_slices(self):
        self.assertEqual([c.rank for c in self.deck[12::13]], ["A"] * 4)
        self.assertEqual(len(self.deck[:10]), 10)
        self.assertEqual(self.deck[50:], [("K", "spades"), ("A", "spades")])
        self.assertIsInstance(self.deck[:3], list)

    def test_index_error(self):
        with self.assertRaises(IndexError):
            self.deck[52]

    def test_membership(self):
        self.assertIn(Card("Q", "hearts"), self.deck)
        self.assertNotIn(Card("1", "hearts"), self.deck)

    def test_iteration_and_reversal(self):
        self.assertEqual(list(reversed(self.deck)), list(self.deck)[::-1])
        self.assertEqual(sum(1 for card in self.deck if card.suit == "hearts"), 13)

    def test_assignment_and_deletion(self):
        self.deck[0] = Card("7", "stars")
        self.assertEqual(self.deck[0].suit, "stars")
        del self.deck[0]
        self.assertEqual(len(self.deck), 51)
        del self.deck[:-1]
        self.assertEqual(list(self.deck), [("A", "spades")])

    def test_random_works_on_it(self):
        rng = random.Random(1)
        self.assertIn(rng.choice(self.deck), self.deck)
        before = list(self.deck)
        rng.shuffle(self.deck)
        self.assertNotEqual(list(self.deck), before)
        self.assertCountEqual(self.deck, before)

    def test_abc(self):
        self.assertIsInstance(self.deck, collections.abc.Sequence)
        self.assertIsInstance(self.deck, collections.abc.Sized)
        self.assertEqual(self.deck.count(Card("2", "clubs")), 1)
        self.assertEqual(self.deck.index(Card("3", "clubs")), 1)

    def test_card_is_a_named_tuple(self):
        card = Card("9", "clubs")
        self.assertEqual(card._fields, ("rank", "suit"))
        self.assertEqual(card._asdict(), {"rank": "9", "suit": "clubs"})
        self.assertEqual(card._replace(rank="8"), ("8", "clubs"))
        rank, suit = card
        self.assertEqual(rank + suit, "9clubs")
        with self.assertRaises(AttributeError):
            card.rank = "10"
