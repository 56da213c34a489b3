"""The one place that decides whose record it is. What belongs to another is not found."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from velneuro.web.people.models import OfPerson, Person, example_id
from velneuro.web.people.zones import zone_of_this_machine

MACHINE = "this-machine"
CHOSEN = "person"
Owned = TypeVar("Owned", bound=OfPerson)


def machine_account() -> User:
    """The account of this machine, made at the first need; it has no password until one is set."""
    account = User.objects.filter(username=MACHINE).first()
    if account is None:
        with transaction.atomic():
            account, _ = User.objects.get_or_create(username=MACHINE, defaults={"password": "!"})
    return account


def account_of(request: HttpRequest) -> User:
    """The account that the door let in. Raises Http404 for nobody."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def people_of(request: HttpRequest) -> QuerySet[Person]:
    """Everyone who shares this account, the first one first."""
    return Person.objects.filter(account_id=account_of(request).pk)


def current_person(request: HttpRequest) -> Person:
    """The person who was chosen on this device, or the first of the account; made at the first need."""
    kept = getattr(request, "_person", None)
    if not isinstance(kept, Person):
        kept = _chosen(request) or first_of(account_of(request)) or _first_person(account_of(request))
        request._person = kept  # type: ignore[attr-defined]  # asked for several times in one request
    return kept


def first_of(account: User) -> Person | None:
    """The first real person of an account: the made-up one is there only for who chooses it."""
    return Person.objects.filter(account=account).exclude(pk=example_id(account.pk)).first()


def _chosen(request: HttpRequest) -> Person | None:
    chosen = request.session.get(CHOSEN)
    return people_of(request).filter(pk=chosen).first() if chosen else None


def _first_person(account: User) -> Person:
    with transaction.atomic():
        person, _ = Person.objects.get_or_create(
            account=account,
            name=gettext("Me"),
            defaults={"time_zone": zone_of_this_machine(), "created_at": timezone.now()},
        )
    return person


def choose(request: HttpRequest, person_id: UUID) -> Person:
    """Make one of the account's people the person of this device. Raises Http404 for anyone else's."""
    person = people_of(request).filter(pk=person_id).first()
    if person is None:
        raise Http404
    request.session[CHOSEN] = str(person.pk)
    return person


def mine(request: HttpRequest, model: type[Owned]) -> QuerySet[Owned]:
    """The rows of one kind that belong to the current person."""
    return model._default_manager.filter(person=current_person(request))


def mine_or_404(request: HttpRequest, model: type[Owned], row_id: UUID) -> Owned:
    """One row of the current person, whatever id was asked for."""
    row = mine(request, model).filter(pk=row_id).first()
    if row is None:
        raise Http404
    row.person = current_person(request)  # known already: it need not be read again
    return row


def of_account_or_404(request: HttpRequest, model: type[Owned], row_id: UUID) -> Owned:
    """One row of anybody who shares this account: a device that is not asked who uses it now may be anybody's."""
    row = model._default_manager.filter(pk=row_id, person__account=account_of(request)).select_related("person").first()
    if row is None:
        raise Http404
    return row
