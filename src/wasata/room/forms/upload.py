"""Uploads stay in memory.

Danger: a temporary file holds a report in the clear after the room has sealed it.
Duty: an upload handler that never touches the disk and stops when the whole upload passes the bound.
Shape: where a page keeps what was typed beside its files, it does not stop: it leaves out what is too large, and goes on.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps every file of an upload in memory; over `WASATA_UPLOAD_LIMIT` bytes in all, the upload is refused.

    What was announced as too long is refused before it comes here (`middleware/bounds.py`); this holds whatever else came.
    `each_file_at_most`, set there on the request: a file that is larger, or with which the upload would be, is left out; it has
    its size and no content, by which the page knows it.
    """

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        self.activated = True
        self.taken = 0
        self.each: int | None = getattr(self.request, "each_file_at_most", None)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.left_out = False
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.left_out:
            return None
        self.taken += len(raw_data)
        too_much = self.taken > settings.WASATA_UPLOAD_LIMIT
        if too_much and self.each is None:
            self.file = BytesIO()
            raise RequestDataTooBig
        if too_much or (self.each is not None and start + len(raw_data) > self.each):
            self.taken -= start + len(raw_data)
            self.left_out, self.file = True, BytesIO()
            return None
        return super().receive_data_chunk(raw_data, start)
