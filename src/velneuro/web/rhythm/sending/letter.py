"""A message on its way: what a channel needs to send it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from velneuro.web.rhythm.messages import Message


@dataclass(frozen=True)
class Letter:
    """A message and where it goes. `base_url`: the address of this site, empty where no phone could open it.

    `keep`: seconds after which it would come too late, so that a service holds it no longer.
    """

    kind: str
    address: Mapping[str, Any] = field(repr=False)
    message: Message
    base_url: str
    keep: int

    @property
    def link(self) -> str:
        """The whole address of the message's page, or nothing."""
        return f"{self.base_url}{self.message.path}" if self.base_url else ""
