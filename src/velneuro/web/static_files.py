"""Files of the pages and the player, with their hash in the name, so that a browser may keep them for good."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Also renames the files that one module of the player imports from another."""

    support_js_module_import_aggregation = True
