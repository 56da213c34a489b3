"""Closes what must not be read before its evening: the seed and the arms of the nights to come.

It keeps a glance out, in the database, in a backup and in an export; whoever reads this code can open it. The hash of
the plan, published before the first night, shows that nothing was changed since.
"""

from __future__ import annotations

import hashlib
import json
from itertools import count, islice

from velneuro.core.trial.plan_file import TrialPlan


def seal(plan: TrialPlan, key: str) -> str:
    """The seed and the schedule of a plan as a text that shows neither; `key` is the plan's hash."""
    text = json.dumps([plan.seed, list(plan.schedule)], separators=(",", ":"), ensure_ascii=False)
    return _masked(text.encode(), key).hex()


def unseal(sealed: str, key: str) -> tuple[int, tuple[str, ...]]:
    """The seed and the schedule that were sealed with this key. Raises ValueError when it does not fit."""
    try:
        seed, schedule = json.loads(_masked(bytes.fromhex(sealed), key))
    except (ValueError, TypeError) as error:
        raise ValueError("the key does not open this seal") from error
    return int(seed), tuple(map(str, schedule))


def _masked(content: bytes, key: str) -> bytes:
    """Each byte with one of a stream that the key makes; done twice, it is as before."""
    blocks = (hashlib.sha256(f"{key} {number}".encode()).digest() for number in count())
    mask = b"".join(islice(blocks, -(-len(content) // 32)))
    return bytes(one ^ other for one, other in zip(content, mask, strict=False))
