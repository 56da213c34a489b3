"""Work on pictures (height, width): blurring inside a mask, distances, filling."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from tools.figures.arrays import Floats, Ints, Mask


def blurred(values: Floats, sigma: float) -> Floats:
    """Gaussian blur, sigma in pixels."""
    return np.asarray(ndimage.gaussian_filter(values, sigma))


def blurred_inside(values: Floats, mask: Mask, sigma: float) -> Floats:
    """Gaussian blur in which what is outside the mask has no part."""
    inside = mask.astype(np.float64)
    return blurred(values * inside, sigma) / np.maximum(blurred(inside, sigma), 1e-3)


def blurred_rows(values: Floats, mask: Mask, sigma: float) -> Floats:
    """The same for pictures of vectors (height, width, k)."""
    layers = [blurred_inside(values[..., i], mask, sigma) for i in range(values.shape[-1])]
    return np.stack(layers, axis=-1)


def depth_inside(mask: Mask) -> Floats:
    """Distance in pixels of every place of the mask from the nearest place outside."""
    return np.asarray(ndimage.distance_transform_edt(np.pad(mask, 1)))[1:-1, 1:-1]


def distance_to(mask: Mask) -> Floats:
    """Distance in pixels of every place from the mask; 0 in it."""
    return np.asarray(ndimage.distance_transform_edt(~mask))


def nearest(mask: Mask) -> tuple[Ints, Ints]:
    """Row and column of the place of the mask that is nearest to every place."""
    rows, columns = ndimage.distance_transform_edt(~mask, return_distances=False, return_indices=True)
    return np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)


def shrunk(mask: Mask, pixels: int) -> Mask:
    """The mask without a border of that many pixels."""
    return np.asarray(ndimage.binary_erosion(mask, iterations=max(1, pixels)))


def grown(mask: Mask, pixels: int) -> Mask:
    """The mask with a border of that many pixels more."""
    return np.asarray(ndimage.binary_dilation(mask, iterations=max(1, pixels)))


def pieces(mask: Mask) -> tuple[Ints, Ints]:
    """The number of its connected piece for every place, from 1, and the sizes of the pieces."""
    numbers, count = ndimage.label(mask, np.ones((3, 3)))
    return np.asarray(numbers, dtype=np.int64), np.bincount(numbers.ravel(), minlength=count + 1)[1:]


def biggest_piece(mask: Mask) -> Mask:
    """Only the biggest connected piece of the mask."""
    numbers, sizes = pieces(mask)
    return np.asarray(numbers == 1 + int(sizes.argmax()))


def opened(mask: Mask, pixels: int) -> Mask:
    """The mask without parts thinner than twice that many pixels."""
    return np.asarray((distance_to(depth_inside(mask) > pixels) < pixels) & mask)
