"""Uploads stay in memory.

Danger: a temporary file holds a report in the clear after the room has sealed it.
Duty: an upload handler that never touches the disk and stops when the whole upload passes the bound.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

TIMES_HEARD_OUT = 8


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps every file of an upload in memory; over `WASATA_UPLOAD_LIMIT` bytes in all, the upload is refused.

    It is heard out first, up to `TIMES_HEARD_OUT` times the limit, and what comes is let go: a browser that is answered
    while it still sends shows a broken line in place of the answer.
    """

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        self.activated = True
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        if self.taken > settings.WASATA_UPLOAD_LIMIT * TIMES_HEARD_OUT:
            raise RequestDataTooBig
        if self.taken > settings.WASATA_UPLOAD_LIMIT:
            self.file = BytesIO()
            return None
        return super().receive_data_chunk(raw_data, start)

    def upload_complete(self) -> None:
        if self.taken > settings.WASATA_UPLOAD_LIMIT:
            raise RequestDataTooBig
