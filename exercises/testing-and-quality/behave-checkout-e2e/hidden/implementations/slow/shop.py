"""A shop that speaks JSON over HTTP: python shop.py --port N. SHOP.md says what it answers."""

import argparse
import json
import threading
from decimal import ROUND_HALF_UP, Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CENT = Decimal("0.01")
COUPONS = {"TENOFF": Decimal("0.10")}
START_DELAY = 0.5
MAIL_DELAY = 1


class Refused(Exception):
    """Answered by a status other than 200 and 201."""


class Shop:
    def __init__(self):
        self.lock = threading.Lock()
        self.reset()

    def reset(self):
        self.products = {}
        self.carts = {}
        self.orders = {}
        self.outbox = []
        return 200, {}

    def put_product(self, sku, wanted):
        self.products[sku] = {"sku": sku, "price": Decimal(wanted["price"]), "stock": wanted["stock"]}
        return 200, self.products[sku]

    def new_cart(self):
        cart = {"id": len(self.carts) + 1, "items": {}, "share": Decimal(0)}
        self.carts[cart["id"]] = cart
        return 201, self.shown_cart(cart)

    def shown_cart(self, cart):
        items = [{"sku": sku, "quantity": quantity} for sku, quantity in cart["items"].items()]
        return {"id": cart["id"], "items": items, "total": self.goods(cart)}

    def goods(self, cart):
        full = sum((self.products[sku]["price"] * quantity for sku, quantity in cart["items"].items()), Decimal(0))
        return (full * (1 - cart["share"])).quantize(CENT, ROUND_HALF_UP)

    def add(self, cart_id, wanted):
        cart = found(self.carts, cart_id)
        product = found(self.products, wanted["sku"])
        quantity = cart["items"].get(product["sku"], 0) + wanted["quantity"]
        if quantity > product["stock"]:
            raise Refused(409, "there is not so much of it")
        cart["items"][product["sku"]] = quantity
        return 200, self.shown_cart(cart)

    def use_coupon(self, cart_id, wanted):
        cart = found(self.carts, cart_id)
        share = found(COUPONS, wanted["code"])
        if cart["share"]:
            raise Refused(409, "this cart has a coupon")
        cart["share"] = share
        return 200, self.shown_cart(cart)

    def checkout(self, cart_id, wanted):
        cart = found(self.carts, cart_id)
        if not cart["items"]:
            raise Refused(409, "the cart is empty")
        for sku, quantity in cart["items"].items():
            self.products[sku]["stock"] -= quantity
        goods = self.goods(cart)
        shipping = Decimal("0.00") if goods >= 50 else Decimal("4.90")
        order = {"id": len(self.orders) + 1, "email": wanted["email"], "goods": goods, "shipping": shipping}
        order |= {"total": goods + shipping, "status": "new"}
        self.orders[order["id"]] = order
        order["cart"] = cart["id"]
        order["returned"] = {}
        self.send_mail(order)
        return 201, shown_order(order)

    def send_mail(self, order):
        mail = {"to": order["email"], "text": f"Order {order['id']}: {order['total']} EUR"}
        threading.Timer(MAIL_DELAY, self.outbox.append, [mail]).start()

    def pay(self, order_id, wanted):
        order = found(self.orders, order_id)
        if Decimal(wanted["amount"]) != order["total"]:
            raise Refused(402, "that is not what the order costs")
        order["status"] = "paid"
        return 200, shown_order(order)

    def take_back(self, order_id, wanted):
        order = found(self.orders, order_id)
        cart = self.carts[order["cart"]]
        refund = Decimal(0)
        for item in wanted["items"]:
            sku = item["sku"]
            returned = order["returned"].get(sku, 0) + item["quantity"]
            if returned > cart["items"].get(sku, 0):
                raise Refused(409, "so much of it was not ordered")
            order["returned"][sku] = returned
            refund += self.products[sku]["price"] * item["quantity"] * (1 - cart["share"])
        return 201, {"refund": refund.quantize(CENT, ROUND_HALF_UP)}

    def answer(self, method, parts, body):
        match method, parts:
            case "GET", ["health"]:
                return 200, {"ok": True}
            case "POST", ["reset"]:
                return self.reset()
            case "GET", ["outbox"]:
                return 200, list(self.outbox)
            case "PUT", ["products", sku]:
                return self.put_product(sku, body)
            case "GET", ["products", sku]:
                return 200, found(self.products, sku)
            case "POST", ["carts"]:
                return self.new_cart()
            case "GET", ["carts", number]:
                return 200, self.shown_cart(found(self.carts, int(number)))
            case "POST", ["carts", number, "items"]:
                return self.add(int(number), body)
            case "POST", ["carts", number, "coupon"]:
                return self.use_coupon(int(number), body)
            case "POST", ["carts", number, "checkout"]:
                return self.checkout(int(number), body)
            case "GET", ["orders", number]:
                return 200, shown_order(found(self.orders, int(number)))
            case "POST", ["orders", number, "payment"]:
                return self.pay(int(number), body)
            case "POST", ["orders", number, "returns"]:
                return self.take_back(int(number), body)
        raise Refused(404, "there is no such thing")


def found(things, key):
    if key not in things:
        raise Refused(404, f"there is no {key}")
    return things[key]


def shown_order(order):
    return {key: order[key] for key in ("id", "email", "goods", "shipping", "total", "status")}


class Handler(BaseHTTPRequestHandler):
    def handle_any(self):
        shop = self.server.shop
        try:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            with shop.lock:
                status, answer = shop.answer(self.command, self.path.strip("/").split("/"), body)
        except Refused as refused:
            status, answer = refused.args[0], {"error": refused.args[1]}
        except (ValueError, KeyError, TypeError):
            status, answer = 400, {"error": "that cannot be read"}
        data = json.dumps(answer, default=str).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = handle_any


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    threading.Event().wait(START_DELAY)
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    server.shop = Shop()
    server.serve_forever()


if __name__ == "__main__":
    main()
