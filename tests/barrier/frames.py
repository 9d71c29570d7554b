"""How a test and a world talk: a pickled value after its length, both ways, over two pipes."""

import os
import pickle
import struct
from typing import Any


def send(handle: int, value: Any) -> None:
    body = pickle.dumps(value, protocol=5)
    data = memoryview(struct.pack(">I", len(body)) + body)
    while data:
        data = data[os.write(handle, data) :]


def receive(handle: int) -> Any:
    """The next value.

    Raises:
        EOFError: the other side is gone.
    """
    (length,) = struct.unpack(">I", _exactly(handle, 4))
    return pickle.loads(_exactly(handle, length))


def _exactly(handle: int, n: int) -> bytes:
    """Not a byte more than asked: a forked world reads on where its parent stopped."""
    parts = []
    while n:
        part = os.read(handle, min(n, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        n -= len(part)
    return b"".join(parts)
