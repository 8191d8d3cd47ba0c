import copy
import json
import pickle
import unittest

import pytest

from saved import Game, Level, Piece, from_json, save, load


class PickleTest(unittest.TestCase):
    def setUp(self):
        self.game = Game("chess", [Piece("king", 5), Piece("pawn", 1)])

    def test_round_trip(self):
        twin = pickle.loads(pickle.dumps(self.game))
        self.assertIsNot(twin, self.game)
        self.assertIsInstance(twin, Game)
        self.assertEqual(twin, self.game)
        self.assertEqual(twin.pieces[0].name, "king")

    def test_all_protocols(self):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with self.subTest(protocol=protocol):
                self.assertEqual(pickle.loads(pickle.dumps(self.game, protocol)), self.game)

    def test_get_state_drops_the_cache(self):
        self.game.score()
        self.assertIsNotNone(self.game._cache)
        self.assertIsNone(pickle.loads(pickle.dumps(self.game))._cache)

    def test_enum_stays_single(self):
        self.assertIs(pickle.loads(pickle.dumps(Level.HARD)), Level.HARD)

    def test_save_and_load(self):
        data = save(self.game)
        self.assertIsInstance(data, bytes)
        self.assertEqual(load(data), self.game)
        with self.assertRaises(ValueError):
            load(b"nonsense")

    def test_deep_copy(self):
        twin = copy.deepcopy(self.game)
        twin.pieces[0].worth = 100
        self.assertEqual(self.game.pieces[0].worth, 5)
        pair = copy.deepcopy([self.game, self.game])
        self.assertIs(pair[0], pair[1])


def test_json():
    game = Game("go", [Piece("stone", 2)], level=Level.HARD)
    assert json.loads(game.to_json()) == {"name": "go", "level": "HARD", "pieces": [["stone", 2]]}
    assert from_json(game.to_json()) == game


def test_dumps_of_a_result():
    game = Game("go", [])
    assert json.dumps(game.as_dict(), sort_keys=True) == '{"level": "EASY", "name": "go", "pieces": []}'


def test_dumps_with_default():
    text = json.dumps({"piece": Piece("king", 5)}, default=lambda p: p.name)
    assert text == '{"piece": "king"}'
    with pytest.raises(TypeError, match="Piece is not JSON serializable"):
        json.dumps(Piece("king", 5))
    assert json.dumps([Piece("a", 1)], default=vars) == '[{"name": "a", "worth": 1}]'


def test_bad_json():
    with pytest.raises(json.JSONDecodeError) as info:
        from_json("{")
    assert info.value.pos == 1
    assert info.value.doc == "{"
