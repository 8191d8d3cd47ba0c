import io
import unittest

from streams_io import Indenter, count_words, header, make_report, read_records, tail, write_table


class TextStreamsTest(unittest.TestCase):
    def test_reads_lines(self):
        self.assertEqual(count_words(io.StringIO("one two\nthree\n")), {"one": 1, "two": 1, "three": 1})

    def test_reading_moves_the_position(self):
        source = io.StringIO("title\nrest of it")
        self.assertEqual(header(source), "title")
        self.assertEqual(source.read(), "rest of it")

    def test_writes(self):
        target = io.StringIO()
        write_table([("a", 1), ("bb", 22)], target)
        self.assertEqual(target.getvalue(), "a     1\nbb   22\n")
        self.assertFalse(target.closed)

    def test_written_count(self):
        target = io.StringIO()
        self.assertEqual(write_table([], target), 0)
        self.assertEqual(target.tell(), 0)

    def test_bytes(self):
        stream = io.BytesIO(b"\x00\x03abc\x00\x02de")
        self.assertEqual(read_records(stream), [b"abc", b"de"])
        self.assertEqual(stream.read(), b"")

    def test_cut_stream(self):
        with self.assertRaises(EOFError):
            read_records(io.BytesIO(b"\x00\x09ab"))

    def test_seek(self):
        self.assertEqual(tail(io.BytesIO(b"0123456789"), 3), b"789")

    def test_wrapper_class(self):
        inner = io.StringIO()
        out = Indenter(inner, 2)
        out.write("a\nb\n")
        print("c", file=out)
        self.assertEqual(inner.getvalue(), "  a\n  b\n  c\n")

    def test_returned_stream(self):
        report = make_report({"b": 1, "a": 2})
        self.assertEqual(report.getvalue(), "a=2\nb=1\n")
        self.assertEqual(report.readline(), "a=2\n")
        self.assertEqual(list(report), ["b=1\n"])

    def test_closed_by_the_submission(self):
        source = io.StringIO("x y")
        count_words(source, close=True)
        self.assertTrue(source.closed)

    def test_open_file_of_the_suite(self):
        with open(__file__, encoding="utf-8") as source:
            self.assertEqual(header(source), "import io")
