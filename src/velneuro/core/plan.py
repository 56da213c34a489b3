"""The plan: which step for how many seconds, how hard, and why. The seconds add up to the minutes exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from velneuro.core.catalog import POINTED, Catalog, Technique
from velneuro.core.routine import Step
from velneuro.core.safety import Advice, Refused
from velneuro.core.step import Change, Draft, changed

MORE_S = 120  # the most that "more here" adds to a step (our choice)
HALVINGS = 60  # of the search for the common share: far below a second even for 45 minutes


@dataclass(frozen=True)
class PlanStep:
    """One step of tonight, on one side (None: nothing is touched), in whole seconds; it may be made `more_s` longer."""

    id: str
    step: Step
    side: str | None
    technique: str
    pressure: int
    seconds: int
    more_s: int

    @property
    def zone(self) -> str | None:
        return self.step.zone

    @property
    def title(self) -> str:
        return self.step.title

    @property
    def why(self) -> str:
        return self.step.why


@dataclass(frozen=True)
class Plan:
    """Tonight's session; a refused one has no steps. `supplies` is what is good to have ready.

    `true` are the facts that decide which sentences may be said.
    """

    routine: str
    minutes: int
    seed: int
    refused: Refused | None
    steps: tuple[PlanStep, ...]
    changes: tuple[Change, ...]
    advice: tuple[Advice, ...]
    supplies: tuple[str, ...]
    true: frozenset[str]

    @property
    def seconds(self) -> int:
        return self.minutes * 60


def share_out(
    drafts: tuple[Draft, ...], seconds: int, light: bool, catalog: Catalog
) -> tuple[tuple[PlanStep, ...], tuple[Change, ...]]:
    """Share the seconds by weight, each step within its own least and most, the order kept.

    When `light`, all touch together lasts at most `catalog.light_touch_s`; the quiet steps take the rest.
    """
    reason = catalog.reasons["minutes"]
    kept = _leave_out(drafts, seconds, lambda _: True, reason)
    touch_s = catalog.light_touch_s if light else seconds
    kept = _leave_out(kept, min(touch_s, seconds), lambda draft: draft.zone is not None, reason)
    staying = [draft for draft in kept if not draft.skipped]
    shared = _share_by_kind(staying, seconds, touch_s)
    steps = tuple(_plan_step(draft, share, light, catalog) for draft, share in zip(staying, shared, strict=True))
    return steps, _told_once(change for draft in kept for change in _telling(draft))


def _leave_out(
    drafts: tuple[Draft, ...], seconds: int, counts: Callable[[Draft], bool], reason: str
) -> tuple[Draft, ...]:
    """Leave out the steps of the highest rank, the last first, until the least times of those that count fit."""
    while (over := [draft for draft in drafts if not draft.skipped and counts(draft)]) and (
        sum(draft.step.least for draft in over) > seconds
    ):
        rank = max(draft.step.rank for draft in over)
        last = [draft.step.id for draft in over if draft.step.rank == rank][-1]
        drafts = tuple(_without(draft, reason) if draft.step.id == last else draft for draft in drafts)
    return drafts


def _without(draft: Draft, reason: str) -> Draft:
    if draft.skipped:
        return draft
    return replace(changed(draft, "minutes", "skip", reason), skipped=True)


def _share_by_kind(drafts: list[Draft], seconds: int, touch_s: int) -> list[int]:
    shared = _share(drafts, seconds)
    touching = [draft for draft in drafts if draft.zone is not None]
    if sum(share for draft, share in zip(drafts, shared, strict=True) if draft.zone is not None) <= touch_s:
        return shared
    quiet = [draft for draft in drafts if draft.zone is None]
    by_id = dict(zip((d.id for d in touching), _share(touching, touch_s), strict=True))
    by_id.update(zip((d.id for d in quiet), _share(quiet, seconds - touch_s), strict=True))
    return [by_id[draft.id] for draft in drafts]


def _share(drafts: Sequence[Draft], seconds: int) -> list[int]:
    """Whole seconds min(max(weight * s, least), most) with the one s for which they add up to `seconds`."""
    low, high = 0.0, float(max(seconds, *(draft.most for draft in drafts)))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(_at(draft, middle) for draft in drafts) < seconds else (low, middle)
    return _round([_at(draft, high) for draft in drafts], drafts, seconds)


def _at(draft: Draft, per_weight: float) -> float:
    return min(max(draft.weight * per_weight, draft.step.least), draft.most)


def _round(shares: list[float], drafts: Sequence[Draft], seconds: int) -> list[int]:
    """Largest remainders: the seconds lost by rounding down go to the steps that lost most and may have more."""
    whole = [floor(share + 1e-6) for share in shares]
    by_loss = sorted(range(len(whole)), key=lambda at: (whole[at] - shares[at], at))
    while (missing := seconds - sum(whole)) > 0:
        open_to_more = [at for at in by_loss if whole[at] < drafts[at].most]
        for at in open_to_more[:missing]:
            whole[at] += 1
    return whole


def _plan_step(draft: Draft, seconds: int, light: bool, catalog: Catalog) -> PlanStep:
    technique = catalog.techniques[draft.techniques[0]]
    return PlanStep(
        id=draft.id,
        step=draft.step,
        side=draft.side,
        technique=technique.id,
        pressure=min(draft.pressure, technique.most_pressure),
        seconds=seconds,
        more_s=_more_s(draft, technique, seconds, light),
    )


def _more_s(draft: Draft, technique: Technique, seconds: int, light: bool) -> int:
    """How much longer the person may stay: a session that must be short stays so, a thumb leaves a spot in time."""
    if light and draft.zone is not None:
        return 0
    return min(MORE_S, draft.most - seconds) if technique.contact in POINTED else MORE_S


def _telling(draft: Draft) -> Iterator[Change]:
    """What happened to a step that is left out in the end is of no use to anybody; why it is left out is."""
    return (change for change in draft.changes if change.action == "skip" or not draft.skipped)


def _told_once(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(dict.fromkeys(changes))
