import unittest
from unittest import mock
from unittest.mock import MagicMock, Mock, PropertyMock, call, create_autospec, patch, sentinel

import orders
from orders import Mailer, Order, OrderService, OutOfStock, Stock


class OrderServiceTest(unittest.TestCase):
    def setUp(self):
        self.stock = Mock(spec=Stock)
        self.stock.take.return_value = True
        self.mailer = MagicMock()
        self.service = OrderService(self.stock, self.mailer)

    def test_takes_from_stock(self):
        order = self.service.place("book", 2)
        self.stock.take.assert_called_once_with("book", 2)
        self.assertEqual(order, Order("book", 2))

    def test_sends_the_order_itself(self):
        order = self.service.place("book", 2)
        self.mailer.send.assert_called_once_with(order)
        self.assertIs(self.mailer.send.call_args.args[0], order)
        self.assertIsInstance(self.mailer.send.call_args[0][0], Order)

    def test_out_of_stock(self):
        self.stock.take.side_effect = OutOfStock("book")
        with self.assertRaises(OutOfStock):
            self.service.place("book", 1)
        self.mailer.send.assert_not_called()
        self.assertEqual(self.service.orders, [])

    def test_mail_failure_is_no_failure(self):
        self.mailer.send.side_effect = [ConnectionError, None]
        self.service.place("a", 1)
        self.service.place("b", 1)
        self.assertEqual(self.service.unsent, [Order("a", 1)])
        self.assertEqual(self.mailer.send.call_args_list, [call(Order("a", 1)), call(Order("b", 1))])

    def test_spec_refuses_unknown(self):
        with self.assertRaises(AttributeError):
            self.stock.give
        self.assertIsInstance(self.stock, Stock)

    def test_autospec_checks_the_signature(self):
        stock = create_autospec(Stock, instance=True)
        OrderService(stock, self.mailer).place("x", 1)
        stock.take.assert_called_with("x", 1)
        with self.assertRaises(TypeError):
            stock.take("x")

    def test_return_value_passes_through(self):
        self.stock.price.return_value = sentinel.price
        self.assertIs(self.service.price("book"), sentinel.price)

    def test_call_order(self):
        manager = Mock()
        manager.attach_mock(self.stock.take, "take")
        manager.attach_mock(self.mailer.send, "send")
        order = self.service.place("book", 1)
        self.assertEqual(manager.mock_calls, [call.take("book", 1), call.send(order)])


class PatchTest(unittest.TestCase):
    @patch.object(Stock, "take", return_value=True)
    def test_patched_method(self, take):
        OrderService(Stock(), Mock()).place("book", 3)
        take.assert_called_once_with("book", 3)

    @patch.object(Stock, "take", autospec=True)
    def test_autospec_gets_self(self, take):
        stock = Stock()
        OrderService(stock, Mock()).place("book", 3)
        take.assert_called_once_with(stock, "book", 3)

    @patch("orders.Mailer")
    def test_patched_class(self, fake_class):
        service = OrderService.default()
        fake_class.assert_called_once_with("localhost")
        self.assertIs(service.mailer, fake_class.return_value)

    def test_patched_function_sees_its_new_self(self):
        with patch("orders.shipping", return_value=5) as shipping:
            self.assertEqual(orders.total(Order("book", 2), {"book": 10}), 25)
            shipping.assert_called_once()
        self.assertEqual(orders.total(Order("book", 2), {"book": 10}), 21)

    def test_constants(self):
        with patch.object(orders, "BASE_FEE", 100), mock.patch.dict(orders.RATES, {"book": 0}):
            self.assertEqual(orders.shipping(Order("book", 2)), 100)
        self.assertEqual(orders.shipping(Order("book", 2)), 1)

    def test_property_mock(self):
        with patch.object(Mailer, "ready", new_callable=PropertyMock, return_value=False) as ready:
            with self.assertRaisesRegex(RuntimeError, "not ready"):
                Mailer("x").send("anything")
            ready.assert_called_once_with()

    def test_start_and_stop(self):
        patcher = patch("orders.shipping", side_effect=lambda order: order.count)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.assertEqual(orders.total(Order("book", 4), {"book": 1}), 8)

    def test_multiple(self):
        with patch.multiple("orders", BASE_FEE=7, RATES={}):
            self.assertEqual(orders.shipping(Order("book", 2)), 7)


@patch("orders.shipping", return_value=0)
class WholeClassTest(unittest.TestCase):
    def test_one(self, shipping):
        self.assertEqual(orders.total(Order("a", 1), {"a": 3}), 3)
        self.assertTrue(shipping.called)

    def test_two(self, shipping):
        shipping.return_value = 2
        self.assertEqual(orders.total(Order("a", 1), {"a": 3}), 5)
