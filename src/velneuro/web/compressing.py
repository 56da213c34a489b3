"""Compresses pages, and leaves sound alone."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compressing(GZipMiddleware):
    """A range of a compressed file is no range of the file, and MP3 grows when it is compressed."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith("audio/"):
            return response
        return super().process_response(request, response)
