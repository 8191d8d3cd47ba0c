import errno
import io
import os
import unittest
from unittest.mock import ANY, NonCallableMagicMock, call

from metered import MeteredStream

POEM = b"The wind was a torrent of darkness among the gusty trees." * 20


class Trouble(Exception):
    pass


class Double:
    def __init__(self, exception=None, chunk=None):
        self._in = io.BytesIO(POEM)
        self._out = io.BytesIO()
        self.exception = exception
        self.chunk = chunk
        self.closed = False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.closed = True
        return kind is not None and "suppress" in str(error)

    def receive(self, size, flags=0):
        if self.exception is not None:
            raise self.exception
        if self.closed:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._in.read(size if self.chunk is None else min(size, self.chunk))

    def send(self, data, flags=0):
        if self.closed:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._out.write(data if self.chunk is None else data[: self.chunk])


def wrapped_mock(double):
    mock = NonCallableMagicMock(wraps=double, autospec=True)
    mock.__exit__.side_effect = double.__exit__
    return mock


class MeteredTest(unittest.TestCase):
    def test_context_manager(self):
        mock = wrapped_mock(Double())
        with MeteredStream(mock) as stream:
            self.assertFalse(mock.__enter__.called)
            stream.receive(30)
        mock.__exit__.assert_called_once_with(None, None, None)
        self.assertEqual(2, len(mock.mock_calls))
        with self.assertRaisesRegex(OSError, os.strerror(errno.EBADF)) as err:
            stream.receive(30)
        self.assertEqual(err.exception.errno, errno.EBADF)

    def test_exception_goes_through(self):
        problem = Trouble("raise me")
        mock = wrapped_mock(Double(exception=problem))
        with self.assertRaisesRegex(Trouble, "raise me") as err:
            with MeteredStream(mock) as stream:
                stream.receive(4096)
        mock.__exit__.assert_called_once_with(Trouble, err.exception, ANY)
        self.assertIs(problem, err.exception)

    def test_exception_suppressed(self):
        problem = Trouble("suppress me")
        mock = wrapped_mock(Double(exception=problem))
        with MeteredStream(mock) as stream:
            stream.receive(4096)
        mock.__exit__.assert_called_once_with(Trouble, problem, ANY)

    def test_counts(self):
        mock = NonCallableMagicMock(wraps=Double(chunk=20), autospec=True)
        data = b""
        with MeteredStream(mock) as stream:
            for _ in range(5):
                data += stream.receive(4096)
            data += stream.receive(10)
        self.assertEqual(POEM[:110], data)
        self.assertEqual((stream.receive_ops, stream.receive_bytes), (6, 110))
        self.assertEqual(6, mock.receive.call_count)

    def test_send(self):
        double = Double(chunk=7)
        mock = NonCallableMagicMock(wraps=double, autospec=True)
        with MeteredStream(mock) as stream:
            sent = stream.send(POEM[:50])
            self.assertEqual(POEM[:7], double._out.getbuffer())
        self.assertEqual((7, 1, 7), (sent, stream.send_ops, stream.send_bytes))

    def test_flags(self):
        mock = NonCallableMagicMock(wraps=Double(), autospec=True)
        with MeteredStream(mock) as stream:
            stream.send(b"x", 42)
            stream.receive(5, 24)
        mock.send.assert_called_once_with(b"x", 42)
        self.assertIn(call.receive(5, 24), mock.mock_calls)

    def test_read_only(self):
        with MeteredStream(wrapped_mock(Double())) as stream:
            for name in ("send_ops", "send_bytes", "receive_ops", "receive_bytes"):
                with self.subTest(name), self.assertRaises(AttributeError):
                    setattr(stream, name, 5)
            self.assertEqual(stream.send_ops, 0)

    def test_size_is_required(self):
        mock = wrapped_mock(Double())
        with self.assertRaisesRegex(TypeError, "argument"):
            with MeteredStream(mock) as stream:
                stream.receive()
        self.assertFalse(mock.receive.called)
