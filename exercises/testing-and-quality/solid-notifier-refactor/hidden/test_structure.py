"""How the package is built. Nothing of it is run here."""

import ast

import pytest

MODULES = ("domain", "ports", "service", "adapters", "wiring")


def own_imports(static, module):
    """The modules of the package that one of them imports, and the others, by their first name."""
    own, others = set(), set()
    for found in static.imports(f"dunning/{module}.py"):
        first, _, rest = found.module.lstrip(".").partition(".")
        if found.module.startswith(".") or first == "dunning":
            named = first if found.module.startswith(".") else rest.partition(".")[0]
            own |= {named} if named else set(found.names)
        else:
            others.add(first)
    return own, others


def service_at_work(static):
    """An empty service has no faults in its structure, and no structure."""
    used = {node.attr for node in ast.walk(static.tree("dunning/service.py")) if isinstance(node, ast.Attribute)}
    missing = sorted({"orders", "notice", "render", "send", "write"} - used)
    assert missing == [], f"service does not use {', '.join(missing)} yet: the structure is looked at once it does"


@pytest.mark.points(3)
@pytest.mark.hint("Draw an arrow for each import between your modules. Which way may they point?")
def test_arrows(static):
    """domain imports none of the others, ports only domain, service only these two"""
    service_at_work(static)
    allowed = {"domain": set(), "ports": {"domain"}, "service": {"domain", "ports"}, "adapters": {"domain", "ports"}}
    wrong = {module: sorted(own_imports(static, module)[0] - known) for module, known in allowed.items()}
    assert wrong == {module: [] for module in allowed}
    assert "service" in own_imports(static, "wiring")[0]
    names = {found.name for found in static.classes("dunning/service.py")}
    assert "DunningService" in names


@pytest.mark.points(2)
@pytest.mark.hint("Whatever depends on where the program runs belongs to somebody else than the values.")
def test_pure_domain(static):
    """domain is about values: it imports nothing that reads, writes or waits"""
    service_at_work(static)
    harmless = {
        "__future__",
        "abc",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "math",
        "typing",
    }
    assert own_imports(static, "domain")[1] - harmless == set()
    assert static.calls("open", "print", "input", paths=["dunning/domain.py"]) == []
    names = {found.name for found in static.classes("dunning/domain.py")}
    assert {"Order", "Notice", "SendResult"} <= names


@pytest.mark.points(2)
@pytest.mark.hint("Who only sends should not have to know how a text is made.")
def test_small_ports(static):
    """ports has four protocols, none with more than three methods"""
    service_at_work(static)
    ports = {found.name: found for found in static.classes("dunning/ports.py")}
    assert {"OrderSource", "Sender", "TextRenderer", "Journal"} <= set(ports)
    for name in ("OrderSource", "Sender", "TextRenderer", "Journal"):
        assert any(base.split(".")[-1].startswith("Protocol") for base in ports[name].bases), f"{name} is no Protocol"
        assert 1 <= len(ports[name].methods) <= 3, f"{name} has the methods {ports[name].methods}"
        assert len(ports[name].bases) == 1, f"{name} is made of others"


@pytest.mark.points(2)
@pytest.mark.hint("A function that does one thing fits on a screen. What is the second thing?")
def test_sizes(static):
    """No function is long or winding, and no class has many public methods"""
    service_at_work(static)
    functions = static.functions(*(f"dunning/{module}.py" for module in MODULES))
    assert [one for one in functions if one.lines > 25] == []
    static.complexity(*(f"dunning/{module}.py" for module in MODULES), at_most=6).assert_clean()
    assert [one for one in static.classes() if len(one.public_methods) > 8 and one.path.startswith("dunning/")] == []


@pytest.mark.points(3)
@pytest.mark.hint("Instead of asking which channel it is, ask a dict for what the channel has.")
def test_no_chains(static):
    """Nothing is decided by comparing channels or languages, and service makes nothing itself"""
    service_at_work(static)
    compared = []
    for module in MODULES:
        path = f"dunning/{module}.py"
        for node in ast.walk(static.tree(path)):
            parts = ast.walk(node) if isinstance(node, ast.Compare | ast.match_case) else ()
            words = [part.value for part in parts if isinstance(part, ast.Constant)]
            compared += [f"{path}: {word}" for word in words if word in ("mail", "post", "fax", "en", "de")]
    assert compared == []
    assert static.calls("isinstance", "type", paths=["dunning/service.py"]) == []
