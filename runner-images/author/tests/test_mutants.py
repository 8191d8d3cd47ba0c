"""Mutants of a reference: which there are, and where there are none."""

import ast

import pytest
from cosmic_ray.ast import Visitor, get_ast
from waymark_author.mutants import mutants_of
from waymark_author.operators import CHOICES
from waymark_author.sources import SourceFault, SourceText


def mutants(text, path="solution.py"):
    return mutants_of([SourceText(path, text)])


def changes(text, operator=None):
    return [mutant.after for mutant in mutants(text) if operator in (None, mutant.operator)]


@pytest.mark.parametrize(
    ("operator", "source", "after"),
    [
        ("comparison boundary", "x = a < b", ["x = a <= b"]),
        ("comparison boundary", "x = a>=b", ["x = a>b"]),
        ("comparison negated", "x = a < b", ["x = a >= b"]),
        ("comparison negated", "x = a == b", ["x = a != b"]),
        ("comparison negated", "x = a is None", ["x = a is not None"]),
        ("comparison negated", "x = a in b", ["x = a not in b"]),
        ("comparison negated", "x = a not in b", ["x = a in b"]),
        ("comparison negated", "x = a < b < c", ["x = a >= b < c", "x = a < b >= c"]),
        ("arithmetic", "x = a + b", ["x = a - b"]),
        ("arithmetic", "x = a // b", ["x = a / b"]),
        ("arithmetic", "x += y", ["x -= y"]),
        ("arithmetic", "x = -y", ["x = y"]),
        ("arithmetic", "x = -1", []),
        ("arithmetic", "x = 'a' + b", []),
        ("arithmetic", "x += 'a'", []),
        ("arithmetic", "x = {**a, **b}", []),
        ("arithmetic", "def f(a, /, b): pass", []),
        ("boolean", "x = a and b", ["x = a or b"]),
        ("boolean", "x = True", ["x = False"]),
        ("condition negated", "x = not a", ["x = a"]),
        ("condition negated", "f(keep=not a)", ["f(keep=a)"]),
        ("condition negated", "if(a): b = 1", ["if not(a): b = 1"]),
        ("condition negated", "while a: b = 1", ["while not a: b = 1"]),
        ("condition negated", "x = b if a else c", ["x = b if not a else c"]),
        ("condition negated", "x = [a for a in b if a]", ["x = [a for a in b if not a]"]),
        ("condition negated", "if a == b: c = 1", []),
        ("condition negated", "if a and b: c = 1", []),
        ("condition negated", "while True: x = 1", []),
        ("number", "x = 5", ["x = 6"]),
        ("number", "x = f(0)", ["x = f(1)", "x = f(-1)"]),
        ("number", "x = f(1)", ["x = f(2)", "x = f(0)"]),
        ("number", "x = a[0]", ["x = a[1]"]),
        ("number", "x = a[1]", ["x = a[0]"]),
        ("number", "x += 1", ["x += 2"]),
        ("number", "x = a == 1", []),
        ("number", "x = a < 5", ["x = a < 4"]),
        ("number", "x = a <= 5", ["x = a <= 6"]),
        ("number", "x = 5 < a", ["x = 6 < a"]),
        ("number", "x = f(\n    3,  # three\n)", ["4,  # three"]),
        ("text", "x = 'paid'", ["x = 'XXpaidXX'"]),
        ("text", "x = ''", ["x = 'XX'"]),
        ("text", "x = rb'\\d'", ["x = rb'XX\\dXX'"]),
        ("text", "x = f'{a}:'", ["x = f'XX{a}:XX'"]),
        ("text", "x = 'a' 'b'", ["x = 'XXaXX' 'b'"]),
        ("text", 'x = """a\nb"""', ['x = """XXa']),
        ("text", "x = a['key']", []),
        ("text", "a['key'] = x", ["a['XXkeyXX'] = x"]),
        ("text", "x = a.encode('utf-8')", []),
        ("returned value", "def f(): return a", ["def f(): return None"]),
        ("returned value", "def f(): return None", ["def f(): return False"]),
        ("returned value", "def f(): return", []),
        ("returned value", "def f(): return a == b", []),
        ("returned value", "def f(): return True", []),
        ("returned value", "def f(): yield a", ["def f(): yield None"]),
        ("returned value", "def f(): yield from a", []),
        ("statement removed", "a.close()", ["pass"]),
        ("statement removed", "async def f():\n    await a()", ["pass"]),
        ("statement removed", "a.b = c", ["pass"]),
        ("statement removed", "a[b] = c", ["pass"]),
        ("statement removed", "a += b", ["pass"]),
        ("statement removed", "a = b", []),
        ("statement removed", "del a", ["pass"]),
        ("statement removed", "def f():\n    raise a", ["pass"]),
        ("statement removed", "for a in b:\n    continue", ["pass"]),
        ("statement removed", "for a in b:\n    break", []),
        ("statement removed", "class A:\n    def __init__(self, b):\n        self.b = b", []),
        ("statement removed", "f(\n    a,\n    b,\n)", ["pass"]),
        ("caught exception", "try: a()\nexcept B: c()", ["except (): c()"]),
        (
            "caught exception",
            "try: a()\nexcept (B, c.D) as e: f()",
            ["except (c.D,) as e: f()", "except (B,) as e: f()"],
        ),
        ("caught exception", "try: a()\nexcept: c()", []),
        ("default", "def f(a=None): pass", []),
        ("default", "def f(a=None): return a", ["def f(a=1): return a"]),
        ("arguments swapped", "x = f(a, b, c)", ["x = f(b, a, c)"]),
        ("arguments swapped", "x = f('a', 'b')", ["x = f('b', 'a')"]),
        ("arguments swapped", "x = f(a, a)", []),
        ("arguments swapped", "x = f(a, 1)", []),
        ("arguments swapped", "x = f(a, *b)", []),
        ("arguments swapped", "x = max(a, b)", []),
        ("arguments swapped", "x = isinstance(a, b)", []),
        ("argument removed", "x = f(a, key=b)", ["x = f(a)"]),
        ("argument removed", "x = f(key=b, other=3)", ["x = f(other=3)"]),
        ("argument removed", "x = f(key=b)", ["x = f()"]),
        ("argument removed", "x = f(key=3)", []),
        ("argument removed", "class A(metaclass=B): x = a", []),
        ("loop", "for a in b: c = d", ["for a in []: c = d"]),
        ("loop", "async def f():\n    async for a in b: c = d", []),
        ("loop", "while a:\n    break", ["continue"]),
        ("loop", "while a:\n    continue", ["break"]),
        ("slice", "x = a[b:c]", ["x = a[:c]", "x = a[b:]"]),
        ("slice", "x = a[1:2]", []),
        ("decorator removed", "@cache\ndef f(): return a", [""]),
        ("decorator removed", "class A:\n    @wraps(g)\n    def f(self): return a", [""]),
        ("decorator removed", "@dataclass\nclass A: x = a", []),
        ("decorator removed", "class A:\n    @property\n    def f(self): return a", []),
    ],
)
def test_an_operator_makes_what_it_says_and_no_more(operator, source, after):
    assert changes(source, operator) == after


@pytest.mark.parametrize(
    "source",
    [
        "import a, b",
        "from a import b",
        '"""Text."""',
        'def f():\n    """Text."""',
        'class A:\n    """Text."""\n    x = y\n    """Of x."""',
        "x: Literal['a', 1] = y",
        "def f(a: Literal['a'] = b) -> 'A | None': pass",
        "__all__ = ['f']",
        "class A:\n    __slots__ = ('a',)",
        "if TYPE_CHECKING:\n    x = 1\n    import a",
        "if __name__ == '__main__':\n    pass",
        "type A = Literal['a', 1]",
        "A: TypeAlias = 'dict[str, int]'",
        "Names = dict[str, Literal['a']]",
        "Maybe = int | None",
        "T = TypeVar('T', bound='A')",
        "Point = namedtuple('Point', ['x', 'y'])",
        "x = 1  # pragma: no mutate",
        "class A(Protocol):\n    x = 1\n    def f(self, a=None): return 1",
        "class A:\n    @abstractmethod\n    def f(self, a=1): return a < 2",
        "def f(a=1):\n    raise NotImplementedError('later')",
        "def f[T: (int, str)](a: T) -> T: ...",
        "x = open(a, encoding='ascii')",
        "x = get(a, timeout=3)",
        "x = cast('A', b)",
        "x = isinstance(a, int | str)",
    ],
)
def test_what_is_no_behaviour_is_never_mutated(source):
    assert mutants(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(): raise ValueError(f'{a} is {b}', 'wrong')",
        "def f(): raise HTTPException(a, detail='gone')",
        "x = ParseError('bad', 'line')",
        "log.warning('%s is %s', a, b)",
        "self._logger.info(f'{a}')",
        "warnings.warn('old')",
        "p.add_argument(a, help='what it is')",
        "assert a, 'a is missing'",
        "class AError(Exception):\n    def __init__(self, a): super().__init__(f'{a} is bad')",
    ],
)
def test_words_for_people_are_left_alone(source):
    assert {mutant.operator for mutant in mutants(source)} <= {"statement removed", "condition negated"}


SAMPLE = '''\
class Limiter:
    """Text."""

    def take(self, count: int = 1) -> bool:
        if self.left < count:
            return False
        self.left -= count
        return True

    def later(self):
        def ask():
            return self.left == 0
        return ask


LIMIT = 3
'''


def test_a_mutant_says_where_it_is_and_what_changed():
    found = [mutant for mutant in mutants(SAMPLE) if mutant.operator == "comparison boundary"]

    assert [(one.path, one.scope, one.line, one.before, one.after) for one in found] == [
        ("solution.py", "Limiter.take", 5, "if self.left < count:", "if self.left <= count:")
    ]
    assert found[0].text == SAMPLE.replace("left < count", "left <= count")


def test_a_scope_is_a_qualified_name_and_that_of_the_module_is_empty():
    scopes = {mutant.line: mutant.scope for mutant in mutants(SAMPLE)}

    assert scopes[12] == "Limiter.later.ask"
    assert scopes[13] == "Limiter.later"
    assert scopes[16] == ""


def test_a_change_of_several_lines_is_told_line_by_line():
    found = mutants("def f():\n    return {\n        a: b,\n    }\n")

    assert [(one.line, one.before, one.after) for one in found] == [(2, "return {\na: b,\n}", "return None")]


def test_every_mutant_compiles_and_is_another_program():
    programs = [ast.dump(ast.parse(mutant.text)) for mutant in mutants(SAMPLE)]

    assert len(programs) > 8
    assert len({*programs, ast.dump(ast.parse(SAMPLE))}) == len(programs) + 1


def test_mutants_come_by_path_and_line_and_always_the_same():
    files = [SourceText("b.py", SAMPLE), SourceText("a.py", SAMPLE), SourceText("notes.txt", "a < b")]

    found = mutants_of(files)

    assert [one.path for one in found] == sorted(one.path for one in found)
    assert {one.path for one in found} == {"a.py", "b.py"}
    lines = [one.line for one in found if one.path == "a.py"]
    assert lines == sorted(lines)
    assert mutants_of(files) == found


@pytest.mark.parametrize(
    "source",
    [
        "def f(a):\n    match a:\n        case 1:\n            return a.b\n",
        "class A[T]:\n    def f[U](self, a: U) -> T:\n        return self.b\n",
        "def f(a):\n    return b(f'{a!r:>{a.width}}')\n",
        "def f():\n    try:\n        a()\n    except* B:\n        c()\n    return d\n",
        "# größer\ndef f(a):\r\n    return a.größe\r\n",
    ],
)
def test_newer_python_is_mutated_too(source):
    assert "returned value" in {mutant.operator for mutant in mutants(source)}


def test_a_file_that_does_not_parse_is_named_with_its_line():
    with pytest.raises(SourceFault, match=r"^shop/cart.py, line 2: .+"):
        mutants("x = 1\ndef f(:\n", "shop/cart.py")


class Occurrence(Visitor):
    """Has an operator make one of its changes."""

    def __init__(self, operator, occurrence):
        self.operator = operator
        self.left = occurrence

    def visit(self, node):
        for index, _ in enumerate(list(self.operator.mutation_positions(node))):
            if self.left == 0:
                node = self.operator.mutate(node, index)
            self.left -= 1
        return node


OWN = [choice.operator for choice in CHOICES if type(choice.operator).examples.__module__.startswith("waymark_author")]
EXAMPLES = [(operator, example) for operator in OWN for example in operator.examples()]


@pytest.mark.parametrize(("operator", "example"), EXAMPLES, ids=[example.post_mutation_code for _, example in EXAMPLES])
def test_an_operator_of_ours_does_what_its_example_says(operator, example):
    tree = Occurrence(operator, example.occurrence).walk(get_ast(example.pre_mutation_code))

    assert ast.dump(ast.parse(tree.get_code())) == ast.dump(ast.parse(example.post_mutation_code))
