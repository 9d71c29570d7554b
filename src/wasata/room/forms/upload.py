"""Uploads stay in memory.

Danger: a temporary file holds a report in the clear after the room has sealed it.
Duty: an upload handler that never touches the disk and stops when the whole upload passes the bound.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps every file of an upload in memory; over `WASATA_UPLOAD_LIMIT` bytes in all, the upload is refused.

    What was announced as too long is refused before it comes here (`middleware/bounds.py`); this holds whatever else came.
    """

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        self.activated = True
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        if self.taken > settings.WASATA_UPLOAD_LIMIT:
            self.file = BytesIO()
            raise RequestDataTooBig
        return super().receive_data_chunk(raw_data, start)
