import datetime
import io
import textwrap
import unittest

from ledger import Amount, Entry, format_entries, header


class LedgerTest(unittest.TestCase):
    maxDiff = 5000

    def test_table(self):
        entries = [
            Entry(datetime.date(2024, 1, 2), "Get present", Amount(-1000)),
            Entry(datetime.date(2024, 1, 1), "Buy a very long description of things", Amount(123456)),
        ]
        expected = textwrap.dedent("""\
            Date       | Description               |    Change
            2024-01-01 | Buy a very long descri... |  1,234.56
            2024-01-02 | Get present               |   (10.00)
            """)
        self.assertMultiLineEqual(format_entries(entries), expected)

    def test_header_only(self):
        self.assertEqual(format_entries([]), header() + "\n")

    def test_format_spec(self):
        amount = Amount(1234567)
        self.assertEqual(f"{amount}", "12,345.67")
        self.assertEqual(f"{amount:plain}", "12345.67")
        self.assertEqual(f"{amount:>12}", "   12,345.67")
        self.assertEqual(format(amount, "cents"), "1234567")
        with self.assertRaises(ValueError):
            f"{amount:nonsense}"

    def test_conversions(self):
        amount = Amount(150)
        self.assertEqual(f"{amount!r:>12}", " Amount(150)")
        self.assertEqual("%s %r" % (amount, amount), "1.50 Amount(150)")
        self.assertEqual("{0.cents} {1[0]}".format(amount, [amount]), "150 1.50")
        self.assertEqual(f"{amount=}", "amount=Amount(150)")
        self.assertEqual(f"{amount=!s}", "amount=1.50")

    def test_printing(self):
        out = io.StringIO()
        print(Amount(5), Amount(-5), sep="|", file=out)
        self.assertEqual(out.getvalue(), "0.05|(0.05)\n")

    def test_join(self):
        self.assertEqual(", ".join(str(Amount(n)) for n in (1, 20)), "0.01, 0.20")
        with self.assertRaises(TypeError):
            ", ".join([Amount(1)])

    def test_conversion_to_numbers(self):
        self.assertEqual(int(Amount(3)), 3)
        self.assertEqual(float(Amount(150)), 1.5)
        self.assertEqual([10, 20, 30][Amount(2)], 30)
        self.assertEqual(hex(Amount(255)), "0xff")
        self.assertEqual(list(range(Amount(3))), [0, 1, 2])
        self.assertEqual(bytes(Amount(65)), b"A")

    def test_str_methods_of_the_result(self):
        text = str(Amount(100000))
        self.assertTrue(text.startswith("1,"))
        self.assertRegex(text, r"^\d,\d{3}\.\d\d$")
        self.assertNotRegex(text, "[a-z]")
