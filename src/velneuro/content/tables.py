"""The content's tables to frozen records, every mistake noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from velneuro.core.body import LIMB_PLACES, LIMBS, Body, Zone
from velneuro.core.catalog import (
    ABILITIES,
    ACTIONS,
    CONTACTS,
    KINDS,
    MOST_PRESSURE,
    MOTIONS,
    PICTURE_S,
    TOOLS,
    Catalog,
    FeelingRule,
    Picture,
    Scale,
    SignRule,
    Supply,
    Technique,
    UnansweredRule,
)
from velneuro.core.problem import Problem
from velneuro.core.safety import SPREADS
from velneuro.core.saying import FACTS, SaidWhen
from velneuro.core.table import Table
from velneuro.core.voice import PressureWords, Voice

QUESTIONS = ("gate", "feel", "pressure")
TAGS = ("seen", "memory", "inference")
Record = TypeVar("Record")
Named = TypeVar("Named", Technique, Scale, Supply, Picture, SignRule)


def read_catalog(tables: Mapping[str, object], problems: list[Problem]) -> Catalog:
    """The catalog from the parsed tables, by file name without its ending."""
    opened = {name: Table(data, f"{name}.toml", "", problems) for name, data in tables.items()}
    supplies = _by_id(opened["supplies"], "supply", _supply)
    safety = opened["safety"]
    catalog = Catalog(
        body=Body({zone.id: zone for zone in _each(opened["zones"], "zone", _zone)}),
        techniques=_by_id(opened["techniques"], "technique", lambda entry: _technique(entry, supplies)),
        scales=_by_id(opened["scales"], "scale", _scale),
        supplies=supplies,
        pictures=_by_id(opened["pictures"], "picture", _picture),
        signs=_by_id(safety, "sign", _sign),
        feelings=_each(safety, "feeling", _feeling),
        unanswered=_each(safety, "unanswered", _unanswered),
        light_touch_s=safety.whole("light_touch_s", 0, 2700),
        reasons=_texts(opened["reasons"].table("reason")),
        said_when=_said_when(opened["said_when"]),
    )
    for table in opened.values():
        table.close()
    return catalog


def _each(table: Table, key: str, read: Callable[[Table], Record]) -> tuple[Record, ...]:
    def read_and_close(entry: Table) -> Record:
        record = read(entry)
        entry.close()
        return record

    return tuple(read_and_close(entry) for entry in table.tables(key))


def _by_id(table: Table, key: str, read: Callable[[Table], Named]) -> dict[str, Named]:
    return {record.id: record for record in _each(table, key, read)}


def _texts(table: Table) -> dict[str, str]:
    return {name: table.text(name) for name in table.names_given()}


def _zone(entry: Table) -> Zone:
    return Zone(
        id=entry.text("id"),
        title=entry.text("title"),
        limb=entry.name("limb", LIMBS),
        bony=entry.flag("bony", False),
        figure=entry.text("figure"),
        parts=entry.names("parts", None, ()),
        soft=entry.text("soft", "") or None,
        strokes=_texts(entry.table("strokes")),
    )


def _technique(entry: Table, supplies: Mapping[str, Supply]) -> Technique:
    return Technique(
        id=entry.text("id"),
        title=entry.text("title"),
        how_title=entry.text("how_title"),
        contact=entry.name("contact", CONTACTS),
        tool=entry.name("tool", TOOLS, "") or None,
        needs=entry.names("needs", ABILITIES, ()),
        uses=entry.names("uses", supplies, ()),
        motion=entry.name("motion", MOTIONS),
        most_pressure=entry.whole("most_pressure", 0, MOST_PRESSURE, 0),
        cm_per_s=entry.number("cm_per_s", 0, 10, 0),
        how=entry.names("how", None, ()),
        give=entry.names("give", None, ()),
        over_cloth=entry.flag("over_cloth", False),
    )


def _scale(entry: Table) -> Scale:
    return Scale(
        id=entry.text("id"),
        title=entry.text("title"),
        question=entry.text("question"),
        morning=entry.text("morning"),
        low=entry.text("low"),
        high=entry.text("high"),
        usual=entry.flag("usual", False),
        usual_morning=entry.flag("usual_morning", False),
    )


def _supply(entry: Table) -> Supply:
    return Supply(
        id=entry.text("id"),
        title=entry.text("title"),
        note=entry.text("note", ""),
        instead=entry.text("instead", ""),
        source=entry.text("source", ""),
    )


def _picture(entry: Table) -> Picture:
    forms = entry.table("forms")
    picture = Picture(
        id=entry.text("id"),
        title=entry.text("title"),
        about=entry.text("about"),
        begin=entry.names("begin", None),
        forms={seconds: forms.names(str(seconds), None) for seconds in PICTURE_S},
        end=entry.names("end", None),
        hands=_texts(entry.table("hands")),
    )
    forms.close()
    return picture


def _sign(entry: Table) -> SignRule:
    return SignRule(
        id=entry.text("id"),
        ask=entry.text("ask"),
        when=entry.name("when", ("tonight", "standing")),
        actions=entry.names("actions", ACTIONS),
        where=entry.names("where", LIMB_PLACES, ()),
        spread=entry.name("spread", SPREADS, "zone"),
        most_pressure=entry.whole("most_pressure", 0, MOST_PRESSURE, MOST_PRESSURE),
        forbid=frozenset(entry.names("forbid", CONTACTS, ())),
        forbid_bony=frozenset(entry.names("forbid_bony", CONTACTS, ())),
        no_scent=entry.flag("no_scent", False),
        reason=entry.text("reason"),
        advice=entry.text("advice"),
        source=entry.text("source"),
        tag=entry.name("tag", TAGS),
    )


def _feeling(entry: Table) -> FeelingRule:
    return FeelingRule(
        kind=entry.name("kind", KINDS),
        least=entry.whole("from", 1, 10),
        limb=entry.name("limb", LIMBS, "") or None,
        everywhere=entry.flag("everywhere", False),
        most_pressure=entry.whole("most_pressure", 0, MOST_PRESSURE, MOST_PRESSURE),
        forbid=frozenset(entry.names("forbid", CONTACTS, ())),
        reason=entry.text("reason"),
    )


def _unanswered(entry: Table) -> UnansweredRule:
    return UnansweredRule(
        question=entry.name("question", QUESTIONS),
        most_pressure=entry.whole("most_pressure", 0, MOST_PRESSURE, MOST_PRESSURE),
        forbid=frozenset(entry.names("forbid", CONTACTS, ())),
        skip_bony=entry.flag("skip_bony", False),
        reason=entry.text("reason"),
    )


def _said_when(table: Table) -> dict[str, SaidWhen]:
    read: dict[str, SaidWhen] = {}
    for entry in table.tables("when"):
        facts, say = frozenset(entry.names("true", FACTS)), entry.table("say")
        for name in say.names_given():
            if name in read:
                say.wrong(f'"{name}"', "stands in two [[when]] tables", "name all its facts in one")
            read[name] = SaidWhen(facts, say.text(name, ""))
        entry.close()
    for name in read:
        if _goes_round(name, read):
            table.wrong(f'say."{name}"', "leads back to itself", "end with a sentence that is always true")
    return read


def _goes_round(name: str, read: Mapping[str, SaidWhen]) -> bool:
    passed = set[str]()
    while name in read and name not in passed:
        passed.add(name)
        name = read[name].instead
    return name in passed


def read_voice(data: object, file: str, problems: list[Problem]) -> Voice:
    """A language's sentences; each is one text or a list of phrasings."""
    table = Table(data, file, "", problems)
    pace = table.table("pace")
    pressure = table.table("pressure")
    sentences = table.table("sentences")
    voice = Voice(
        lang=table.text("lang"),
        name=table.text("name"),
        ms_per_char=pace.whole("ms_per_char", 20, 300),
        ms_per_sentence=pace.whole("ms_per_sentence", 0, 3000),
        sides=_texts(table.table("sides")),
        pressure=tuple(_pressure(pressure.table(str(level)), level) for level in range(MOST_PRESSURE + 1)),
        sentences={name: sentences.names(name, None) for name in sentences.names_given()},
    )
    table.close()
    return voice


def _pressure(entry: Table, level: int) -> PressureWords:
    return PressureWords(word=entry.text("word"), like=entry.text("like"), say=entry.text("say", f"pressure.{level}"))
