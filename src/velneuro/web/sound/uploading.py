"""A file that is too long is not kept at all, so that nobody fills the disk with it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from velneuro.outputs.sound.own_file import MOST_BYTES

MOST_SENT = MOST_BYTES + (1 << 16)  # the form around the file has some bytes too


class Limited(FileUploadHandler):
    """Stands before the handler that writes to the disk."""

    chunk_size = 1 << 20

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - the name that Django gives it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self._is_too_long = content_length > MOST_SENT

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._is_too_long:
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""


def is_too_long(request: HttpRequest) -> bool:
    """True when the file of this request was not kept because of its length."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT
