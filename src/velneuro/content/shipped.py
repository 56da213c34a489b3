"""Everything that is shipped, checked at once: tables, figures, scenes, voices, routines, and the names they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from velneuro.content.agreement import check_agreement, check_routine
from velneuro.content.bibliography import FILE as BIBLIOGRAPHY
from velneuro.content.bibliography import read_bibliography
from velneuro.content.figures import FOLDER as FIGURES
from velneuro.content.figures import PALETTES, figure, figure_names
from velneuro.content.foot_check import FILE as FOOT_CHECK
from velneuro.content.foot_check import read_foot_check
from velneuro.content.learn import page_languages, read_pages
from velneuro.content.library import FOLDER, TABLES, languages, parsed, routine_names
from velneuro.content.scene_rules import SceneRule, read_scene_rules
from velneuro.content.standing_rules import FILE as STANDING_RULES
from velneuro.content.standing_rules import read_standing_rules
from velneuro.content.tables import QUESTIONS, read_catalog, read_voice
from velneuro.core.catalog import Catalog
from velneuro.core.problem import Problem, allowed_names
from velneuro.core.routine import Routine
from velneuro.core.routine_file import read_routine
from velneuro.core.saying import with_others
from velneuro.core.timeline import POOLS, STROKE_POOLS
from velneuro.core.voice import Voice

NAMED = {
    "zones": "zone",
    "techniques": "technique",
    "scales": "scale",
    "supplies": "supply",
    "pictures": "picture",
    "safety": "sign",
}
TOPICS = sorted({*STROKE_POOLS.values(), *POOLS.values()} - {""})
FIRST = "en"  # the routines are written with its sentences, and every other language says them too


def shipped_problems() -> tuple[Problem, ...]:
    """Every mistake in what is shipped. What a mistake would make wrong again elsewhere is not told again."""
    problems: list[Problem] = []
    files = _files(problems)
    problems.extend(_figure_problems())
    if not problems:
        catalog, rules, voices = _read(files, problems)
        if not problems:
            _check_voices(voices, catalog, problems)
            routines = _routines(files, catalog, rules, voices[FIRST], problems)
            problems.extend(_never_said(voices, catalog, routines))
            problems.extend(_page_problems(catalog))
    return tuple(dict.fromkeys(problems))


def _files(problems: list[Problem]) -> dict[str, dict[str, object]]:
    """Every TOML file, parsed, by its path below the content folder."""
    tables = [f"{name}.toml" for name in (*TABLES, "scenes", "card")]
    voices = [f"voice/{lang}.toml" for lang in dict.fromkeys((FIRST, *languages()))]
    routines = [f"routines/{name}.toml" for name in routine_names()]
    return {name: parsed(FOLDER / name, problems, name) for name in (*tables, *voices, *routines)}


def _figure_problems() -> Iterator[Problem]:
    mend = "draw the figures again with python -m tools.figures"
    for name in figure_names():
        try:
            figure(name)
        except (ValueError, KeyError, TypeError) as error:
            yield Problem(f"figures/{name}.json:file", f"cannot be read ({error!r})", mend)
        for palette in PALETTES:
            if not (FIGURES / f"{name}.{palette}.webp").is_file():
                yield Problem(f"figures/{name}.{palette}.webp:file", "is missing", mend)


def _page_problems(catalog: Catalog) -> list[Problem]:
    """Pages are read only on a sound bibliography: each of their marks would be told as a mistake else."""
    problems: list[Problem] = []
    read_bibliography(parsed(FOLDER / BIBLIOGRAPHY, problems, BIBLIOGRAPHY), problems)
    if not problems:
        read_foot_check(parsed(FOLDER / FOOT_CHECK, problems, FOOT_CHECK), catalog.signs, problems)
        read_standing_rules(parsed(FOLDER / STANDING_RULES, problems, STANDING_RULES), problems)
        for lang in page_languages():
            read_pages(lang, problems)
    return problems


def _read(
    files: Mapping[str, dict[str, object]], problems: list[Problem]
) -> tuple[Catalog, tuple[SceneRule, ...], dict[str, Voice]]:
    for table, key in NAMED.items():
        problems.extend(_twice(files[f"{table}.toml"], f"{table}.toml", key))
    catalog = read_catalog({name: files[f"{name}.toml"] for name in TABLES}, problems)
    problems.extend(_open_questions(catalog))
    rules = read_scene_rules(files["scenes.toml"], problems)
    voices = {lang: read_voice(files[f"voice/{lang}.toml"], f"voice/{lang}.toml", problems) for lang in languages()}
    problems.extend(_nameless(files["card.toml"], catalog, rules))
    check_agreement(catalog, rules, problems)
    return catalog, rules, voices


def _twice(data: Mapping[str, object], file: str, key: str) -> Iterator[Problem]:
    """The second entry of a name would silently replace the first: of a safety sign too."""
    entries = data.get(key)
    ids = [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    for name, count in Counter(str(each) for each in ids).items():
        if count > 1:
            yield Problem(f"{file}:{key}", f'"{name}" stands {count} times', "give each entry its own id")


def _open_questions(catalog: Catalog) -> Iterator[Problem]:
    """Without its rule a question that nobody answered would count as answered with the best."""
    answered = {rule.question for rule in catalog.unanswered}
    for question in QUESTIONS:
        if question not in answered:
            mend = f'add an [[unanswered]] table with question = "{question}"'
            yield Problem("safety.toml:unanswered", f'"{question}" is missing', mend)


def _nameless(card: Mapping[str, object], catalog: Catalog, rules: Sequence[SceneRule]) -> Iterator[Problem]:
    """A view without a name would leave a drawing of the printed card without a title."""
    words = card.get("card")
    shown = {rule.shown for rule in rules} | {zone.figure for zone in catalog.body.zones.values()}
    for view in sorted(shown.intersection(figure_names())):
        if not isinstance(words, dict) or f"view_{view}" not in words:
            yield Problem(f"card.toml:card.view_{view}", "is missing", f'add view_{view} = "..." with its title')


def _check_voices(voices: Mapping[str, Voice], catalog: Catalog, problems: list[Problem]) -> None:
    for lang, voice in voices.items():
        place = f"voice/{lang}.toml"
        for number, technique in enumerate(catalog.techniques.values(), 1):
            problems.extend(_unsaid(technique.how, f"techniques.toml:technique[{number}].how", voice))
            problems.extend(_unsaid(technique.give, f"techniques.toml:technique[{number}].give", voice))
        for number, picture in enumerate(catalog.pictures.values(), 1):
            problems.extend(_unsaid(picture.sentences(), f"pictures.toml:picture[{number}].forms", voice))
        tied = [name for name, when in catalog.said_when.items() for name in (name, when.instead) if name]
        problems.extend(_unsaid(tied, "said_when.toml:when.say", voice))
        for level, words in enumerate(voice.pressure):
            problems.extend(_unsaid([words.say], f"{place}:pressure.{level}.say", voice))
        for topic in TOPICS:
            if not voice.pool(topic):
                mend = f'add a sentence whose name begins with "{topic}."'
                problems.append(Problem(f"{place}:sentences", f'nothing is said of "{topic}"', mend))
        for name in voices[FIRST].sentences:
            if name not in voice.sentences:
                problems.append(Problem(f'{place}:sentences."{name}"', "is missing", f"say it as {FIRST}.toml does"))


def _unsaid(names: Sequence[str], place: str, voice: Voice) -> Iterator[Problem]:
    for name in names:
        if name not in voice.sentences:
            yield Problem(place, f'"{name}" is not said in {voice.lang}', allowed_names(name, voice.sentences))


def _routines(
    files: Mapping[str, dict[str, object]],
    catalog: Catalog,
    rules: Sequence[SceneRule],
    voice: Voice,
    problems: list[Problem],
) -> list[Routine]:
    read = []
    for name in routine_names():
        file = f"routines/{name}.toml"
        routine, found = read_routine(files[file], file, catalog, voice.sentences)
        if not found and routine.name != name:
            found = [Problem(f"{file}:name", f'"{routine.name}" is not its file', f'write name = "{name}"')]
        check_routine(routine, file, catalog, rules, found)
        problems.extend(found)
        read.append(routine)
    return read


def _never_said(voices: Mapping[str, Voice], catalog: Catalog, routines: Sequence[Routine]) -> Iterator[Problem]:
    """A sentence that nothing asks for is mostly one whose name is misspelled."""
    steps = [step for routine in routines for step in routine.steps]
    asked = {name for step in steps for name in (*step.begin, *step.during, *step.end)}
    asked |= {name for technique in catalog.techniques.values() for name in (*technique.how, *technique.give)}
    asked |= {name for picture in catalog.pictures.values() for name in picture.sentences()}
    asked = with_others(asked, catalog.said_when)
    for lang, voice in voices.items():
        said = (
            asked | {words.say for words in voice.pressure} | {name for topic in TOPICS for name in voice.pool(topic)}
        )
        for name in voice.sentences:
            if name not in said:
                mend = "mend its name as the routines write it, or take it out"
                yield Problem(f'voice/{lang}.toml:sentences."{name}"', "is never said", mend)
