"""Whatever a device sends to the calls of reminders, the answer is one that the description names."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.ways_to_remind import a_device, an_occurrence
from velneuro.web.people.models import Person
from velneuro.web.rhythm.channels import channel_token
from velneuro.web.rhythm.messages import answer_token

ANSWER = "/api/v1/occurrences/{occurrence_id}/answer"
SUBSCRIPTION = "/api/v1/channels/{channel_id}/subscription"
FEW = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.fixture
def rows(person: Person) -> dict[str, tuple[UUID, str]]:
    """For each call the row that it is about, and the token that opens it."""
    occurrence, channel = an_occurrence(person), a_device(person)
    return {
        ANSWER: (occurrence.pk, answer_token(occurrence.pk)),
        SUBSCRIPTION: (channel.pk, channel_token(channel.pk)),
    }


@pytest.mark.parametrize("path", [ANSWER, SUBSCRIPTION])
def test_every_answer_is_one_of_the_description(home: Client, rows: dict[str, tuple[UUID, str]], path: str) -> None:
    described = json.loads(home.get("/api/v1/openapi.json").content)
    operation = schemathesis.openapi.from_dict(described)[path]["POST"]
    row, token = rows[path]
    named = {int(status) for status in described["paths"][path]["post"]["responses"]}

    @FEW
    @given(st.data(), st.booleans())
    def sends(data: st.DataObject, with_token: bool) -> None:
        body: Any = data.draw(operation.as_strategy()).body
        if with_token and isinstance(body, dict):
            body = {**body, "token": token}
        answer = home.post(path.format(occurrence_id=row, channel_id=row), json.dumps(body), "application/json")
        assert answer.status_code in named
        assert isinstance(answer.json(), dict)

    sends()
