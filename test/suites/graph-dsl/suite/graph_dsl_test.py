import unittest

from graph_dsl import ATTR, EDGE, NODE, Edge, Graph, Node


class GraphDslTest(unittest.TestCase):
    maxDiff = None

    def test_empty(self):
        g = Graph()
        self.assertEqual(g.nodes, [])
        self.assertEqual(g.edges, [])
        self.assertEqual(g.attrs, {})

    def test_one_node(self):
        g = Graph([(NODE, "a", {})])
        self.assertEqual(g.nodes, [Node("a", {})])
        self.assertNotEqual(g.nodes, [Node("b", {})])
        self.assertNotEqual(g.nodes, [Node("a", {"x": 1})])

    def test_everything(self):
        g = Graph([
            (ATTR, "title", "demo"),
            (NODE, "a", {"color": "green"}),
            (NODE, "b", {"label": "Beta!"}),
            (EDGE, "a", "b", {"color": "blue"}),
            (ATTR, "size", "3"),
        ])
        self.assertEqual(g.nodes, [Node("a", {"color": "green"}), Node("b", {"label": "Beta!"})])
        self.assertEqual(g.edges, [Edge("a", "b", {"color": "blue"})])
        self.assertEqual(g.attrs, {"title": "demo", "size": "3"})

    def test_order_free(self):
        g = Graph([(NODE, "b", {}), (NODE, "a", {})])
        self.assertCountEqual(g.nodes, [Node("a", {}), Node("b", {})])
        self.assertIn(Node("a", {}), g.nodes)
        self.assertNotIn(Node("c", {}), g.nodes)

    def test_mapping_of_nodes(self):
        g = Graph([(NODE, "a", {}), (NODE, "b", {}), (EDGE, "a", "b", {})])
        self.assertEqual(g.by_name(), {"a": Node("a", {}), "b": Node("b", {})})
        self.assertEqual(g.neighbours("a"), {Node("b", {})})
        self.assertEqual(g.pairs(), [(Node("a", {}), Node("b", {}))])
        self.assertIs(g.by_name()["a"], g.nodes[0])

    def test_tags_are_distinct_numbers(self):
        self.assertEqual(sorted([NODE, EDGE, ATTR]), [1, 2, 3])

    def test_malformed_graph(self):
        for data in (1, "text", {NODE: "a"}):
            with self.subTest(data=data):
                with self.assertRaises(TypeError) as err:
                    Graph(data)
                    self.assertEqual(err.exception.args[0], "never reached")
                self.assertEqual(err.exception.args[0], "graph data malformed")

    def test_malformed_items(self):
        for item, kind, text in [
            ((), TypeError, "item incomplete"),
            ((ATTR,), TypeError, "item incomplete"),
            ((ATTR, 1, 2, 3), ValueError, "attribute malformed"),
            ((NODE, 1, 2, 3), ValueError, "node malformed"),
            ((EDGE, 1, 2), ValueError, "edge malformed"),
            ((99, 1, 2), ValueError, "unknown item 99"),
        ]:
            with self.subTest(text, item=item):
                with self.assertRaises(kind) as err:
                    Graph([item])
                self.assertIs(type(err.exception), kind)
                self.assertEqual(err.exception.args[0], text)
