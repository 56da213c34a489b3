"""`python -m tests.web.trial_program`: a trial is begun, locked and ended while another device does it too.

What the first device does is kept open in its transaction until the second one waits for it, or has ended; then it is
committed. Prints how many trials there are, and whether the second device changed what the first had locked or ended.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.holding_program import PATIENCE_S, wait_until_it_waits

if TYPE_CHECKING:
    from velneuro.web.trials.models import Trial

QUESTION = {"question": "massage", "outcome": "burning", "minutes": "3"}
PLAN = {"nights": "28", "looks": "end", "agreed": "1"}


def main() -> None:
    """The three deeds, each by two devices."""
    from velneuro.web.start import collect_files, open_data

    open_data(Path(os.environ["VELNEURO_DATA"]))
    collect_files()
    json.dump({"trials": _begun_twice(), "locked": _locked_twice(), "ended": _ended_and_locked()}, sys.stdout)


def _begun_twice() -> int:
    from velneuro.web.people.models import Person
    from velneuro.web.people.owner import machine_account
    from velneuro.web.trials.forms import QuestionForm
    from velneuro.web.trials.models import Trial
    from velneuro.web.trials.planning import begin

    now = datetime.now(UTC)
    person = Person.objects.create(
        account=machine_account(), name="Maria", time_zone="UTC", created_at=now, welcomed_at=now
    )
    form = QuestionForm(person, QUESTION)
    assert form.is_valid()
    _while_another(lambda: begin(person, form.trial(now), now), "/trials/new/", QUESTION)
    return Trial.objects.count()


def _locked_twice() -> bool:
    """True when the plan is the one that was locked first."""
    from velneuro.web.trials.planning import lock

    trial = _a_trial_to_plan()
    _while_another(lambda: lock(trial, trial.person, 28, "end", datetime.now(UTC)), f"/trials/{trial.pk}/plan/", PLAN)
    return trial.sealed != "" and trial.sealed == _a_trial().sealed


def _ended_and_locked() -> bool:
    """True when it stays ended, and no plan was dealt."""
    from velneuro.web.trials.models import Trial
    from velneuro.web.trials.planning import end_now

    Trial.objects.update(plan={}, plan_hash="", sealed="", locked_at=None, starts_on=None)
    trial = _a_trial_to_plan()
    _while_another(lambda: end_now(trial, datetime.now(UTC)), f"/trials/{trial.pk}/plan/", PLAN)
    return _a_trial().ended_at is not None and _a_trial().plan == {}


def _a_trial() -> Trial:
    from velneuro.web.trials.models import Trial

    return Trial.objects.get()


def _a_trial_to_plan() -> Trial:
    """Its week of mornings is over."""
    trial = _a_trial()
    trial.run_in_from = trial.clock.day_of(datetime.now(UTC)) - timedelta(days=8)
    trial.save()
    return trial


def _while_another(deed: Callable[[], object], address: str, fields: dict[str, str]) -> None:
    from django.db import transaction

    other = threading.Thread(target=_tap, args=(address, fields))
    with transaction.atomic():
        deed()
        other.start()
        wait_until_it_waits(other)
    other.join(PATIENCE_S)


def _tap(address: str, fields: dict[str, str]) -> None:
    from django.db import connection

    from tests.cast import at_home

    assert at_home().post(address, fields).status_code == 302
    connection.close()


if __name__ == "__main__":
    main()
