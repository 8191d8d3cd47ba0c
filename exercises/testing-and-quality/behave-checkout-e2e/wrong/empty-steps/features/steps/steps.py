"""The steps of cart.feature, checkout.feature and returns.feature."""

from decimal import Decimal

from behave import given, register_type, step, then, when
from parse import with_pattern


@with_pattern(r"\d+\.\d\d EUR")
def money(text):
    return Decimal(text.removesuffix(" EUR"))


register_type(Money=money)


def ask(context, method, path, body=None):
    context.status, context.answer = context.shop.ask(method, path, body)
    return context.answer


@given("these products")
def these_products(context):
    for row in context.table:
        ask(context, "PUT", f"/products/{row['sku']}", {"price": str(money(row["price"])), "stock": int(row["stock"])})
        assert context.status == 200, context.answer


@given("an empty cart")
def an_empty_cart(context):
    context.cart = ask(context, "POST", "/carts")["id"]


@step('I put {quantity:d} "{sku}" into the cart')
def put_into_cart(context, quantity, sku):
    ask(context, "POST", f"/carts/{context.cart}/items", {"sku": sku, "quantity": quantity})


@when("another customer takes a cart")
def another_cart(context):
    context.other = ask(context, "POST", "/carts")["id"]


@then("the other cart has no items")
def no_items(context):
    pass


@then("the cart has these items")
def has_items(context):
    pass


@then("the cart costs {amount:Money}")
def cart_costs(context, amount):
    pass


@step('I use the coupon "{code}"')
def use_coupon(context, code):
    ask(context, "POST", f"/carts/{context.cart}/coupon", {"code": code})


@then("the shop answers {status:d}")
def shop_answers(context, status):
    pass


@step('"{email}" checks out')
def checks_out(context, email):
    context.order = ask(context, "POST", f"/carts/{context.cart}/checkout", {"email": email})["id"]
    assert context.status == 201, context.answer


@given('{count:d} orders of {quantity:d} "{sku}" by "{email}"')
def many_orders(context, count, quantity, sku, email):
    for _ in range(count):
        an_empty_cart(context)
        put_into_cart(context, quantity, sku)
        checks_out(context, email)


@then("the order costs {amount:Money}")
def order_costs(context, amount):
    pass


@then('there are {count:d} "{sku}" in stock')
def in_stock(context, count, sku):
    pass


@when("I pay {amount:Money}")
def pay(context, amount):
    ask(context, "POST", f"/orders/{context.order}/payment", {"amount": str(amount)})


@then('the order is "{status}"')
def order_is(context, status):
    pass


@then('"{email}" gets this mail and no other')
def gets_mail(context, email):
    pass


@when('I return {quantity:d} "{sku}"')
def give_back(context, quantity, sku):
    ask(context, "POST", f"/orders/{context.order}/returns", {"items": [{"sku": sku, "quantity": quantity}]})


@then("I get {amount:Money} back")
def get_back(context, amount):
    pass
