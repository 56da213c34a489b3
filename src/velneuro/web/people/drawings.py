"""Figures as parts/drawn.html draws them."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage

from velneuro.content.figures import figure, palette_colors


def drawing(name: str, palette: str) -> dict[str, Any]:
    """A figure, its colors and the address of its shading."""
    drawn = figure(name)
    return {
        "id": f"{name}-{palette}",
        "figure": drawn,
        "image": staticfiles_storage.url(f"figures/{name}.{palette}.webp"),
        "colors": palette_colors()[palette],
        "is_hand": not drawn.strokes,
    }
