"""What every call of the API may answer."""

from __future__ import annotations

from typing import Literal

from ninja import Schema


class Kept(Schema):
    """It is on disk, but for a day or time that cannot be: `declined` says why in words, and is empty else."""

    saved: Literal[True] = True
    declined: str


class Refusal(Schema):
    """Why it was not kept."""

    detail: str


class Mistakes(Schema):
    """What is wrong with the body, field by field."""

    detail: list[dict[str, object]]


REFUSALS = {400: Refusal, 403: Refusal, 404: Refusal, 422: Mistakes, 503: Refusal, 507: Refusal}
