"""A step on its way from the routine to the plan: for one side, with what was changed and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from velneuro.core.routine import Step


@dataclass(frozen=True)
class Change:
    """One change to the routine: its cause (a sign or a word), the deed, the place or `session`, the reason."""

    sign: str
    action: str
    where: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """One step for one side (`side` None: nothing is touched); `leaves` are the leaf places that it touches."""

    step: Step
    side: str | None
    leaves: frozenset[str]
    techniques: tuple[str, ...]
    pressure: int
    weight: float
    most: int
    skipped: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def zone(self) -> str | None:
        return self.step.zone

    @property
    def id(self) -> str:
        return self.step.id if self.side is None else f"{self.step.id}-{self.side}"

    @property
    def place(self) -> str:
        return "session" if self.side is None else f"{self.side}-{self.zone}"


def changed(draft: Draft, cause: str, action: str, reason: str) -> Draft:
    """The draft with one more change written down."""
    return replace(draft, changes=(*draft.changes, Change(cause, action, draft.place, reason)))
