"""An inventory service with Flask."""

import hmac
import re

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

SLUGS = {400: "bad_json", 404: "not_found", 405: "method_not_allowed", 415: "media_type"}
SKU = re.compile(r"[A-Z]{3}-[0-9]{3}")

items = Blueprint("items", __name__, url_prefix="/api/items")

type Item = dict[str, object]


class Failure(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, slug: str, **details: object) -> None:
        self.status = status
        self.content = {"error": slug, **details}


def create_app(config: dict[str, object] | None = None) -> Flask:
    """An app of its own: no data is shared with another one."""
    app = Flask(__name__)
    app.config.update(config or {})
    app.extensions["inventory"] = {}
    app.register_blueprint(items)
    app.before_request(check_key)
    app.after_request(name_service)
    app.register_error_handler(Failure, lambda failure: (failure.content, failure.status))
    app.register_error_handler(HTTPException, describe)
    app.register_error_handler(Exception, hide)

    @app.get("/api")
    def welcome() -> dict[str, str]:
        return {"message": "inventory service is running"}

    return app


# Around each request


def check_key() -> None:
    key = current_app.config.get("API_KEY")
    if key is None:
        return
    given = request.headers.get("X-Api-Key", "")
    if not hmac.compare_digest(given.encode(), str(key).encode()):
        raise Failure(401, "unauthorised")


def name_service(response: Response) -> Response:
    response.headers["X-Service"] = "inventory"
    return response


def describe(error: HTTPException) -> tuple[dict[str, str], int]:
    return {"error": SLUGS.get(error.code, "internal")}, error.code


def hide(error: Exception) -> tuple[dict[str, str], int]:
    current_app.logger.exception("unexpected")
    return {"error": "internal"}, 500


# Items


@items.get("")
def list_items() -> Response:
    low = request.args.get("low")
    limit = None
    if low is not None:
        try:
            limit = int(low)
        except ValueError:
            raise Failure(400, "bad_query") from None
    stored = store()
    chosen = [stored[sku] for sku in sorted(stored)]
    return jsonify([item for item in chosen if limit is None or item["quantity"] <= limit])


@items.post("")
def create_item() -> tuple[Item, int, dict[str, str]]:
    content = json_object()
    rules = {"sku": is_sku, "name": is_name, "quantity": lambda value: is_whole(value) and value >= 0}
    refuse_faults(content, rules)
    sku = content["sku"]
    if sku in store():
        raise Failure(409, "exists")
    store()[sku] = content
    return content, 201, {"Location": f"/api/items/{sku}"}


@items.get("/<sku>")
def show_item(sku: str) -> Item:
    return found(sku)


@items.patch("/<sku>")
def change_item(sku: str) -> Item:
    item = found(sku)
    content = json_object()
    refuse_faults(content, {"delta": is_whole})
    quantity = item["quantity"] + content["delta"]
    if quantity < 0:
        raise Failure(409, "insufficient")
    item["quantity"] = quantity
    return item


@items.delete("/<sku>")
def delete_item(sku: str) -> tuple[str, int]:
    del store()[found(sku)["sku"]]
    return "", 204


def store() -> dict[str, Item]:
    return current_app.extensions["inventory"]


def found(sku: str) -> Item:
    if sku not in store():
        raise Failure(404, "not_found")
    return store()[sku]


# What comes in


def json_object() -> Item:
    content = request.get_json()
    if not isinstance(content, dict):
        raise Failure(400, "bad_json")
    return content


def refuse_faults(content: Item, rules: dict[str, object]) -> None:
    """All fields at once that are wrong, missing or unknown."""
    unknown = set(content) - set(rules)
    wrong = {name for name, holds in rules.items() if name not in content or not holds(content[name])}
    if unknown | wrong:
        raise Failure(422, "invalid", fields=sorted(unknown | wrong))


def is_sku(value: object) -> bool:
    return isinstance(value, str) and SKU.fullmatch(value) is not None


def is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 80 and value.strip() != ""


def is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


app = create_app()
