"""What every call of the API may answer."""

from __future__ import annotations

from typing import Literal

from ninja import Schema


class Kept(Schema):
    """It is on disk."""

    saved: Literal[True] = True


class Refusal(Schema):
    """Why it was not kept."""

    detail: str


class Mistakes(Schema):
    """What is wrong with the body, field by field."""

    detail: list[dict[str, object]]


REFUSALS = {400: Refusal, 403: Refusal, 404: Refusal, 422: Mistakes, 503: Refusal, 507: Refusal}
