import pytest
from waymark import probe

LAMP = {
    "_id": "lamp-1",
    "name": "Desk lamp",
    "price_cents": 2490,
    "tags": ["desk", "light"],
    "attrs": {"watts": 7, "colour": "black"},
    "stock": 12,
}


@probe
def commands(url, method, *arguments):
    """Call a method of a catalogue; gives its result and the commands it sent, each with how many operations it has."""
    from pymongo import monitoring

    seen = []

    class Listener(monitoring.CommandListener):
        def started(self, event):
            operations = event.command.get("updates") or event.command.get("documents") or event.command.get("deletes") or [1]
            seen.append((event.command_name, len(operations)))

        def succeeded(self, event):
            pass

        def failed(self, event):
            pass

    monitoring.register(Listener())
    from solution import Catalogue

    catalogue = Catalogue(url, "shop")
    seen.clear()
    return getattr(catalogue, method)(*arguments), seen


def skus(found):
    return [product["_id"] for product in found]


# --- upsert


@pytest.mark.points(2)
@pytest.mark.hint("Which fields has a stored product that the given one may lack? Whose word counts for its rev?")
def test_insert(catalogue, products):
    """A new product is stored with rev 1, and without a stock it has none left"""
    assert catalogue.upsert(LAMP) == "inserted"
    assert catalogue.upsert({"_id": "rug-1", "name": "Rug", "price_cents": 9900, "material": "wool", "rev": 40}) == "inserted"

    assert products.find_one({"_id": "lamp-1"}) == {**LAMP, "rev": 1}
    rug = products.find_one({"_id": "rug-1"})
    assert [rug.get(name) for name in ("name", "material", "stock", "rev")] == ["Rug", "wool", 0, 1]


@pytest.mark.points(2)
@pytest.mark.hint("What becomes of the fields that an update does not name?")
def test_update(catalogue, products):
    """An update changes the given fields, and no others"""
    catalogue.upsert(LAMP)

    assert catalogue.upsert({"_id": "lamp-1", "price_cents": 1990}) == "updated"
    assert catalogue.upsert({"_id": "lamp-1", "supplier": "Lux"}) == "updated"

    assert products.find_one({"_id": "lamp-1"}) == {**LAMP, "price_cents": 1990, "supplier": "Lux", "rev": 3}


@pytest.mark.points(2)
@pytest.mark.hint("An update can name single entries of an embedded document. How are they written?")
def test_attrs(catalogue, products):
    """Each entry of attrs is set on its own"""
    catalogue.upsert(LAMP)

    assert catalogue.upsert({"_id": "lamp-1", "attrs": {"colour": "white", "dimmable": True}}) == "updated"

    assert products.find_one({"_id": "lamp-1"}).get("attrs") == {"watts": 7, "colour": "white", "dimmable": True}


@pytest.mark.points(2)
@pytest.mark.hint("There is an operator for lists that adds only what is not there yet. Does it take many values at a time?")
def test_tags_are_added(catalogue, products):
    """Tags are added to those that are there, none twice"""
    catalogue.upsert(LAMP)
    catalogue.upsert({"_id": "lamp-1", "tags": ["desk", "sale", "sale"]})
    catalogue.upsert({"_id": "rug-1", "name": "Rug", "price_cents": 9900, "tags": ["floor", "floor"]})

    assert sorted(products.find_one({"_id": "lamp-1"}).get("tags", [])) == ["desk", "light", "sale"]
    assert products.find_one({"_id": "rug-1"}).get("tags") == ["floor"]


@pytest.mark.points(2)
@pytest.mark.hint("There is an update operator for what only counts when the document is new.")
def test_stock_stays(catalogue, products):
    """An update leaves the stock alone"""
    catalogue.upsert(LAMP)
    catalogue.take("lamp-1", 5)
    catalogue.upsert({**LAMP, "name": "Lamp"})

    assert products.find_one({"_id": "lamp-1"}) == {**LAMP, "name": "Lamp", "stock": 7, "rev": 2}


@pytest.mark.points(1)
@pytest.mark.hint("What would the server take such a name for? Look at all names before anything is sent.")
@pytest.mark.parametrize(
    "doc",
    [
        {"_id": "x", "$set": 1},
        {"_id": "x", "attrs.colour": "red"},
        {"_id": "x", "attrs": {"screen.size": 5}},
        {"_id": "x", "attrs": {"ok": 1, "$gt": 5}},
        {"name": "No id"},
    ],
    ids=["operator", "path", "path-in-attrs", "operator-in-attrs", "no-id"],
)
def test_refused(catalogue, products, doc):
    """Names with a dot or a leading dollar, and products without an id, are a ValueError; nothing is stored"""
    assert catalogue.upsert({"_id": "good", "name": "Good"}) == "inserted"

    with pytest.raises(ValueError):
        catalogue.upsert(doc)
    assert skus(products.find()) == ["good"]


# --- take, rename


@pytest.mark.points(3)
@pytest.mark.hint("When may the stock be lowered, and how do you learn whether it was?")
def test_take(catalogue, products):
    """take lowers the stock when enough is there, and else leaves it"""
    catalogue.upsert(LAMP)

    answers = [catalogue.take(*what) for what in (("lamp-1", 5), ("lamp-1", 8), ("lamp-1", 7), ("lamp-1", 1), ("lamp-2", 1))]

    assert answers == [True, False, True, False, False]
    assert products.find_one({"_id": "lamp-1"}).get("stock") == 0


@pytest.mark.points(3)
@pytest.mark.hint("Between reading the stock and writing it, somebody else may have written. What can the condition be part of?")
def test_take_is_one_command(url, catalogue, products):
    """take is a single command to the server"""
    catalogue.upsert(LAMP)

    done, seen = commands(url, "take", "lamp-1", 3)
    assert done is True
    assert [name for name, _ in seen] in (["update"], ["findAndModify"])
    assert products.find_one({"_id": "lamp-1"}).get("stock") == 9


@pytest.mark.points(2)
@pytest.mark.hint("Two people have read the same product. Which of them may change it, and how does the server know?")
def test_rename(url, catalogue, products):
    """rename changes the name only for who knows the current rev"""
    catalogue.upsert(LAMP)
    catalogue.upsert({"_id": "lamp-1", "price_cents": 1990})

    assert catalogue.rename("lamp-1", "Old", 1) is False
    assert catalogue.rename("lamp-1", "Lamp", 2) is True
    assert catalogue.rename("lamp-1", "Late", 2) is False
    lamp = products.find_one({"_id": "lamp-1"})
    assert (lamp.get("name"), lamp.get("rev")) == ("Lamp", 3)
    done, seen = commands(url, "rename", "lamp-1", "Last", 3)
    assert done is True
    assert [name for name, _ in seen] in (["update"], ["findAndModify"])


# --- search


def stocked(catalogue):
    shelf = [
        ("a", 500, ["red"], {"size": "L"}),
        ("b", 300, ["red", "new"], {"size": "S", "note": None}),
        ("c", 300, ["blue"], {"size": "L"}),
        ("d", 900, ["red"], {"size": "L", "note": "thin"}),
        ("e", 300, [], {}),
    ]
    for sku, price, tags, attrs in shelf:
        catalogue.upsert({"_id": sku, "name": sku.upper(), "price_cents": price, "tags": tags, "attrs": attrs, "stock": 1})


@pytest.mark.points(3)
@pytest.mark.hint(
    "Write each condition on its own before you put them together. What does the order of prices say when they are equal?"
)
def test_search(catalogue):
    """Each condition narrows the search, alone and with others, in order of price and id"""
    stocked(catalogue)

    assert skus(catalogue.search()) == ["b", "c", "e", "a", "d"]
    assert skus(catalogue.search(tag="red")) == ["b", "a", "d"]
    assert skus(catalogue.search(max_price=500)) == ["b", "c", "e", "a"]
    assert skus(catalogue.search(attrs={"size": "L"})) == ["c", "a", "d"]
    assert skus(catalogue.search(tag="red", max_price=500, attrs={"size": "L"})) == ["a"]
    assert skus(catalogue.search(attrs={"size": "L", "note": "thin"})) == ["d"]
    assert skus(catalogue.search(limit=2)) == ["b", "c"]
    assert catalogue.search(tag="new")[0]["name"] == "B"


@pytest.mark.points(2)
@pytest.mark.hint("To MongoDB a missing field is as good as null, unless the query says that it has to be there.")
def test_search_for_none(catalogue):
    """A product without the attribute does not match None"""
    stocked(catalogue)

    assert skus(catalogue.search(attrs={"note": None})) == ["b"]


@pytest.mark.points(3)
@pytest.mark.hint("Which products come after the pair? Those that are dearer, and which else?")
def test_paging(catalogue, products):
    """Pages follow on one another without loss or repeat, also through equal prices and while products come and go"""
    shelf = [{"_id": f"p{n:02}", "name": "P", "price_cents": 100 * (n // 4), "tags": ["t"]} for n in range(27)]
    products.insert_many(shelf)

    first = catalogue.search(tag="t", limit=3)
    assert skus(first) == ["p00", "p01", "p02"]
    catalogue.upsert({"_id": "aaa", "name": "New", "price_cents": 0, "tags": ["t"]})
    second = catalogue.search(tag="t", limit=3, after=(first[-1]["price_cents"], first[-1]["_id"]))
    assert skus(second) == ["p03", "p04", "p05"]
    third = catalogue.search(tag="t", after=(second[-1]["price_cents"], second[-1]["_id"]))
    assert skus(third) == [f"p{n:02}" for n in range(6, 26)], "twenty, where nothing is said"
    assert skus(catalogue.search(after=(600, "p25"))) == ["p26"]
    assert catalogue.search(after=(600, "p26")) == []


# --- tag_report


@pytest.mark.points(3)
@pytest.mark.hint("One stage makes a document for each tag of a product. What has to be counted and added up after it?")
def test_tag_report(url, catalogue, products):
    """The report counts products and adds up the stock for each tag, by one aggregation"""
    for sku, tags, stock in (("a", ["x", "y"], 5), ("b", ["y"], 2), ("c", [], 9), ("d", ["z"], 1), ("e", ["z"], 4)):
        catalogue.upsert({"_id": sku, "name": sku, "price_cents": 1, "tags": tags, "stock": stock})
    products.insert_one({"_id": "f", "name": "no tags", "price_cents": 1, "stock": 100, "rev": 1})

    rows, seen = commands(url, "tag_report")
    assert rows == [
        {"tag": "y", "products": 2, "stock": 7},
        {"tag": "z", "products": 2, "stock": 5},
        {"tag": "x", "products": 1, "stock": 5},
    ]
    assert [name for name, _ in seen] == ["aggregate"]


# --- bulk_import


@pytest.mark.points(3)
@pytest.mark.hint("Sort out what cannot be sent before you send anything, and remember where it stood.")
def test_bulk_import(url, catalogue, products):
    """An import goes on past bad documents, and sends at most 100 at a time"""
    catalogue.upsert({"_id": "n001", "name": "Old", "price_cents": 1, "attrs": {"kept": True}, "stock": 3})
    docs = [{"_id": f"n{number:03}", "name": "New", "price_cents": number, "stock": 8} for number in range(130)]
    docs[7] = {"name": "no id"}
    docs[115] = {"_id": "n115", "attrs": {"a.b": 1}}

    result, seen = commands(url, "bulk_import", docs)

    assert (result["inserted"], result["updated"]) == (127, 1)
    assert [index for index, message in result["failed"] if isinstance(message, str) and message] == [7, 115]
    assert products.count_documents({}) == 128
    kept = products.find_one({"_id": "n001"})
    assert [kept.get(name) for name in ("name", "attrs", "stock", "rev")] == ["New", {"kept": True}, 3, 2]
    assert all(count <= 100 for _, count in seen)
    assert len(seen) <= 4


@pytest.mark.points(1)
@pytest.mark.hint("Which fields does a search ask for and sort by? What does the server do with an index that is there already?")
def test_indexes(url, catalogue, products):
    """There are indexes for the searches, however often a catalogue is opened"""
    from solution import Catalogue

    catalogue.upsert(LAMP)
    again = Catalogue(url, "shop")

    assert skus(again.search()) == ["lamp-1"]
    keys = [[name for name, _ in index["key"]] for index in products.index_information().values()]
    assert ["price_cents", "_id"] in keys
    assert any(key[0] == "tags" for key in keys)
