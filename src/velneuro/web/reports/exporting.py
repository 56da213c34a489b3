"""Everything of one person as an archive."""

from __future__ import annotations

from django.db import transaction

from velneuro.outputs.archive.canonical import Archive, plain
from velneuro.outputs.archive.table import Row, Table
from velneuro.outputs.archive.tables import PERSON
from velneuro.web.people.models import OfPerson, Person
from velneuro.web.reports.tables import columns, every_table


def archive_of(person: Person) -> Archive:
    """All that is kept of a person at one moment, as plain values."""
    with transaction.atomic():  # else a row that is added meanwhile could come without the row it refers to
        fresh = Person.objects.get(pk=person.pk)
        settings = {field.name: plain(getattr(fresh, field.name)) for field in PERSON}
        return Archive(settings, {table.name: rows_of(person, table, model) for table, model in every_table()})


def rows_of(person: Person, table: Table, model: type[OfPerson]) -> list[Row]:
    """One table of a person as plain values, in no order."""
    names = [field.name for field in table.fields]
    kept = model._default_manager.filter(person=person).order_by().values_list(*columns(table))
    return [dict(zip(names, map(plain, values), strict=True)) for values in kept.iterator(chunk_size=2000)]
