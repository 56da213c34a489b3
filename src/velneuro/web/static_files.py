"""Files of the pages and the player, with their hash in the name, so that a browser may keep them for good."""

from __future__ import annotations

from django.core.files.base import ContentFile, File
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Also renames the files that one module of the player imports from another, and sends scripts without comments."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: File[bytes]) -> str:
        if not name.endswith(".js"):
            return str(super()._save(name, content))
        text = b"".join(content.chunks()).decode()
        # A third of the player is words for those who work on it: a phone should not have to load them.
        return str(super()._save(name, ContentFile(jsmin(text).encode())))
