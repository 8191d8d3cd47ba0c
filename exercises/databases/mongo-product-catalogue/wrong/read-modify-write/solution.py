"""A product catalogue in MongoDB."""

from pymongo import MongoClient, UpdateOne

BATCH = 100


class Catalogue:
    def __init__(self, url: str, db: str) -> None:
        self.products = MongoClient(url)[db].products
        # Making an index that is there already does nothing.
        self.products.create_index([("price_cents", 1), ("_id", 1)])
        self.products.create_index("tags")

    def upsert(self, doc: dict) -> str:
        result = self.products.update_one({"_id": _sku(doc)}, _changes(doc), upsert=True)
        return "updated" if result.matched_count else "inserted"

    def take(self, sku: str, qty: int) -> bool:
        product = self.products.find_one({"_id": sku})
        if product is None or product["stock"] < qty:
            return False
        self.products.update_one({"_id": sku}, {"$set": {"stock": product["stock"] - qty}})
        return True

    def rename(self, sku: str, name: str, rev: int) -> bool:
        result = self.products.update_one({"_id": sku, "rev": rev}, {"$set": {"name": name}, "$inc": {"rev": 1}})
        return result.modified_count == 1

    def search(self, tag=None, max_price=None, attrs=None, limit=20, after=None) -> list[dict]:
        conditions = []
        if tag is not None:
            conditions.append({"tags": tag})
        if max_price is not None:
            conditions.append({"price_cents": {"$lte": max_price}})
        for name, value in (attrs or {}).items():
            # Being equal to None is also said of a field that is not there.
            conditions.append({f"attrs.{name}": {"$exists": True, "$eq": value}})
        if after is not None:
            price, sku = after
            conditions.append({"$or": [{"price_cents": {"$gt": price}}, {"price_cents": price, "_id": {"$gt": sku}}]})
        query = {"$and": conditions} if conditions else {}
        return list(self.products.find(query).sort([("price_cents", 1), ("_id", 1)]).limit(limit))

    def tag_report(self) -> list[dict]:
        stages = [
            {"$unwind": "$tags"},
            {"$group": {"_id": "$tags", "products": {"$sum": 1}, "stock": {"$sum": "$stock"}}},
            {"$sort": {"products": -1, "_id": 1}},
        ]
        return [
            {"tag": row["_id"], "products": row["products"], "stock": row["stock"]} for row in self.products.aggregate(stages)
        ]

    def bulk_import(self, docs: list[dict]) -> dict:
        updates, failed = [], []
        for index, doc in enumerate(docs):
            try:
                updates.append(UpdateOne({"_id": _sku(doc)}, _changes(doc), upsert=True))
            except ValueError as error:
                failed.append([index, str(error)])
        inserted = updated = 0
        for start in range(0, len(updates), BATCH):
            result = self.products.bulk_write(updates[start : start + BATCH])
            inserted += result.upserted_count
            updated += result.matched_count
        return {"inserted": inserted, "updated": updated, "failed": failed}


def _sku(doc: dict) -> str:
    if "_id" not in doc:
        raise ValueError("a product needs an _id")
    return doc["_id"]


def _changes(doc: dict) -> dict:
    """What the document asks for, as update operators."""
    attrs = doc.get("attrs", {})
    for name in (*doc, *attrs):
        if name.startswith("$") or "." in name:
            raise ValueError(f"{name!r} cannot be the name of a field")
    handled = {"_id", "attrs", "tags", "stock", "rev"}
    fields = {name: value for name, value in doc.items() if name not in handled}
    fields |= {f"attrs.{name}": value for name, value in attrs.items()}
    changes = {"$inc": {"rev": 1}, "$setOnInsert": {"stock": doc.get("stock", 0)}}
    if fields:
        changes["$set"] = fields
    if doc.get("tags"):
        changes["$addToSet"] = {"tags": {"$each": doc["tags"]}}
    return changes
