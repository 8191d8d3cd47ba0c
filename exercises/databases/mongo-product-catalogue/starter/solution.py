"""A product catalogue in MongoDB."""

from pymongo import MongoClient


class Catalogue:
    def __init__(self, url: str, db: str) -> None:
        self.products = MongoClient(url)[db].products

    def upsert(self, doc: dict) -> str:
        raise NotImplementedError

    def take(self, sku: str, qty: int) -> bool:
        raise NotImplementedError

    def rename(self, sku: str, name: str, rev: int) -> bool:
        raise NotImplementedError

    def search(self, tag=None, max_price=None, attrs=None, limit=20, after=None) -> list[dict]:
        raise NotImplementedError

    def tag_report(self) -> list[dict]:
        raise NotImplementedError

    def bulk_import(self, docs: list[dict]) -> dict:
        raise NotImplementedError
