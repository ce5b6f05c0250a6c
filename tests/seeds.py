"""The seed articles and stories with their golden annotations, as the records that the scorers read.

Golden files are TOML made by hand. They name words, never offsets: `"siger#2"` is the second time that the whole word
"siger" stands in the article, `"Vi kan … tempoet"` everything from the first phrase to the next place where the second
one ends. A word that is missing, or ambiguous because it stands there twice, is an error and never a guess.
A list is one right answer and then others that are equally right.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ROLES = ("agent", "patient", "recipient", "partner")
ELLIPSIS = " … "

Record = dict[str, Any]


class GoldError(ValueError):
    """A golden file that does not fit its article."""


def occurrences(text: str, words: str) -> list[int]:
    """Starts, in code points, of the places where `words` stand as whole words.

    >>> occurrences("i går gik han i land", "i")
    [0, 14]
    """
    return [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def locate(text: str, reference: str) -> Record:
    """The one span that `reference` names in `text`, as start, end (code points, half-open) and text.

    >>> locate("han siger, at hun siger nej", "siger#2")
    {'start': 18, 'end': 23, 'text': 'siger'}
    >>> locate("- Vi kan være klar. Men ikke nu, siger han.", "Vi kan … nu")["text"]
    'Vi kan være klar. Men ikke nu'
    """
    if ELLIPSIS in reference:
        first, last = reference.split(ELLIPSIS)
        start = locate(text, first)["start"]
        ends = [place + len(last) for place in occurrences(text, last) if place >= start]
        if not ends:
            raise GoldError(f"no {last!r} after {first!r}: mend the words or the article")
        return span(text, start, ends[0])
    words, _, number = reference.partition("#")
    places = occurrences(text, words)
    if not places:
        raise GoldError(f"words not found: {words!r}; mend the words or the article")
    if not number and len(places) > 1:
        raise GoldError(f"{words!r} stands there {len(places)} times: say which one with {words}#1 to #{len(places)}")
    index = int(number or 1) - 1
    if not 0 <= index < len(places):
        raise GoldError(f"no occurrence {number} of {words!r}: it stands there {len(places)} times")
    return span(text, places[index], places[index] + len(words))


def span(text: str, start: int, end: int) -> Record:
    """The span record of `text[start:end]`."""
    return {"start": start, "end": end, "text": text[start:end]}


def answers(value: str | list[str] | None) -> list[str]:
    """One answer or a list of equally right ones, always as a list."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def only(table: Mapping[str, Any], *allowed: str, needed: Iterable[str] = ()) -> None:
    """Refuse a table with a misspelt or missing key: a lost key would silently weaken the gold."""
    if unknown := set(table) - set(allowed) - set(needed):
        raise GoldError(f"unknown keys {sorted(unknown)}: use {sorted({*allowed, *needed})}")
    if missing := set(needed) - set(table):
        raise GoldError(f"missing keys {sorted(missing)} in {dict(table)}")


def timex_record(text: str, table: Mapping[str, Any]) -> Record:
    """A golden time expression."""
    only(table, "edtf", "mod", "core", needed=("words", "type", "value"))
    record = {
        **locate(text, table["words"]),
        "type": table["type"],
        "value": table["value"],
        "edtf": table.get("edtf"),
    }
    if "mod" in table:
        record["mod"] = table["mod"]
    return {**record, "core": table.get("core", True)}


def actor_record(text: str, table: Mapping[str, Any]) -> Record:
    """A golden actor; every mention must stand in the article."""
    only(table, "title", "affiliation", "country", needed=("name", "kind", "mentions"))
    for mention in (table["name"], *table["mentions"]):
        if not occurrences(text, mention):
            raise GoldError(f"actor words not found: {mention!r}")
    fields = {name: table.get(name) for name in ("title", "affiliation")}
    return {"name": table["name"], "kind": table["kind"], **fields, "mentions": list(table["mentions"])}


def event_records(text: str, tables: Mapping[str, Mapping[str, Any]], actors: list[Mapping[str, Any]]) -> list[Record]:
    """The golden events, their `after`/`before` as indexes on both sides."""
    index = {name: number for number, name in enumerate(tables)}
    known = {actor["name"]: actor for actor in actors}
    records = []
    for name, table in tables.items():
        only(
            table,
            *ROLES,
            *("modality", "place", "after", "before", "core"),
            needed=("trigger", "type", "edtf"),
        )
        if strangers := [who for role in ROLES for who in table.get(role, ()) if who not in known]:
            raise GoldError(f"event {name!r}: {strangers} not among the actors")
        if strangers := [other for cue in ("after", "before") for other in table.get(cue, ()) if other not in index]:
            raise GoldError(f"event {name!r}: no events {strangers}")
        if "place" in table and not occurrences(text, table["place"]):
            raise GoldError(f"event {name!r}: place not found: {table['place']!r}")
        triggers = [locate(text, words) for words in answers(table["trigger"])]
        types, dates = answers(table["type"]), answers(table["edtf"])
        modalities = answers(table.get("modality", "ACTUAL"))
        participants = [
            {
                "text": who,
                "kind": known[who]["kind"],
                "role": role.upper(),
                "country": known[who].get("country"),
            }
            for role in ROLES
            for who in table.get(role, ())
        ]
        records.append(
            {
                "trigger": triggers[0],
                "type": types[0],
                "edtf": dates[0],
                "modality": modalities[0],
                "actors": participants,
                "place": table.get("place"),
                "after": [],
                "before": [],
                "core": table.get("core", True),
                "accept": {
                    "triggers": triggers[1:],
                    "type": types[1:],
                    "edtf": dates[1:],
                    "modality": modalities[1:],
                },
            }
        )
    pairs = {(index[earlier], index[later]) for later in tables for earlier in tables[later].get("after", ())}
    pairs |= {(index[earlier], index[later]) for earlier in tables for later in tables[earlier].get("before", ())}
    for earlier, later in sorted(pairs):
        records[later]["after"].append(earlier)
        records[earlier]["before"].append(later)
    return records


def stance_record(text: str, table: Mapping[str, Any], actors: list[Mapping[str, Any]]) -> Record:
    """A golden stance; its holder is an actor and its target stands in the article."""
    only(
        table,
        "core",
        needed=("holder", "target", "polarity", "act", "evidence", "quoted"),
    )
    values = {name: answers(table[name]) for name in ("holder", "target", "polarity", "act", "quoted")}
    names = {actor["name"] for actor in actors}
    if strangers := [who for who in values["holder"] if who not in names]:
        raise GoldError(f"stance holders {strangers} not among the actors")
    for target in values["target"]:
        if "#" in target:
            locate(text, target)
        elif not occurrences(text, target):
            raise GoldError(f"stance target not found: {target!r}")
    values["target"] = [target.partition("#")[0] for target in values["target"]]
    first = {name: found[0] for name, found in values.items()}
    return {
        "holder": first["holder"],
        "target": first["target"],
        "polarity": first["polarity"],
        "act": first["act"],
        "evidence": locate(text, table["evidence"]),
        "quoted": first["quoted"],
        "core": table.get("core", True),
        "accept": {name: found[1:] for name, found in values.items()},
    }


def names() -> list[str]:
    """The names of the seed articles that have a golden file, sorted."""
    return sorted(path.name.removesuffix(".gold.toml") for path in SEEDS.glob("*.gold.toml"))


def event_names(name: str) -> list[str]:
    """The labels of an article's golden events, in the order of their records."""
    gold = tomllib.loads((SEEDS / f"{name}.gold.toml").read_text(encoding="utf8"))
    return list(gold["events"])


def article(name: str) -> tuple[Record, Record, Record]:
    """The document, event and time records of one seed article, in the form of the scorers' JSON lines."""
    path = SEEDS / f"{name}.txt"
    text = path.read_text(encoding="utf8")
    gold = tomllib.loads(path.with_suffix(".gold.toml").read_text(encoding="utf8"))
    try:
        only(
            gold,
            "title",
            "stances",
            needed=("dct", "publisher", "timexes", "actors", "events"),
        )
        actors = gold["actors"]
        timexes = sorted((timex_record(text, table) for table in gold["timexes"]), key=lambda timex: timex["start"])
        events = event_records(text, gold["events"], actors)
        stances = [stance_record(text, table, actors) for table in gold.get("stances", ())]
        actor_list = [actor_record(text, table) for table in actors]
    except GoldError as error:
        raise GoldError(f"{name}: {error}") from error
    head = {"id": name, "dct": gold["dct"]}
    document = {
        "id": name,
        "date": gold["dct"],
        "publisher": gold["publisher"],
        "title": gold.get("title"),
        "text": text,
    }
    return (
        document,
        {**head, "events": events, "stances": stances, "actors": actor_list},
        {**head, "timexes": timexes},
    )


def story_names() -> list[str]:
    """The folders of `seeds/` that hold a story told by several articles, sorted."""
    return sorted(path.parent.name for path in SEEDS.glob("story-*/story.gold.toml"))


def story(name: str) -> tuple[list[Record], Record]:
    """The articles of one story and its golden chronology, as `score_stories.py` of the benchmarks reads them."""
    folder = SEEDS / name
    gold = tomllib.loads((folder / "story.gold.toml").read_text(encoding="utf8"))
    fields = (
        "cannot_link",
        "conflicts",
        "links",
        "order",
        "undecided",
        "wire_copies",
    )
    try:
        only(gold, needed=("documents", "clusters", *fields))
        documents = [story_document(folder, name, table) for table in gold["documents"]]
        texts = {document["id"]: document["text"] for document in documents}
        clusters = [cluster_record(texts, key, table) for key, table in gold["clusters"].items()]
        known = set(gold["clusters"])
        named = [cluster for field in ("cannot_link", "order") for row in gold[field] for cluster in row[:2]]
        named += [cluster for row in gold["undecided"] for cluster in row]
        named += [conflict["cluster"] for conflict in gold["conflicts"]]
        named += [link[end] for link in gold["links"] for end in ("from", "to")]
        if strangers := sorted(set(named) - known):
            raise GoldError(f"no clusters {strangers}")
        if strangers := sorted({doc for pair in gold["wire_copies"] for doc in pair} - set(texts)):
            raise GoldError(f"no documents {strangers}")
    except GoldError as error:
        raise GoldError(f"{name}: {error}") from error
    record = {"story": name, "clusters": clusters, **{field: gold[field] for field in fields}}
    return documents, {**record, "order_closure": closure(gold["order"])}


def story_document(folder: Path, story_name: str, table: Mapping[str, Any]) -> Record:
    """One article of a story."""
    only(table, "title", needed=("id", "date", "publisher"))
    text = (folder / f"{table['id']}.txt").read_text(encoding="utf8")
    return {
        "id": table["id"],
        "story": story_name,
        "date": table["date"],
        "publisher": table["publisher"],
        "title": table.get("title"),
        "text": text,
    }


def cluster_record(texts: Mapping[str, str], key: str, table: Mapping[str, Any]) -> Record:
    """One happening and where it is told; the first words in an article are the trigger, the rest alternatives."""
    only(table, "modality", needed=("label", "edtf", "mentions"))
    mentions = []
    for document, words in table["mentions"].items():
        if document not in texts:
            raise GoldError(f"cluster {key!r}: no document {document!r}")
        for number, reference in enumerate(answers(words)):
            try:
                place = locate(texts[document], reference)
            except GoldError as error:
                raise GoldError(f"cluster {key!r} in {document!r}: {error}") from error
            mentions.append({"doc": document, **place, "alt": number > 0})
    dates = answers(table["edtf"])
    return {
        "id": key,
        "label": table["label"],
        "edtf": dates[0],
        "edtf_accept": dates[1:],
        "modality": table.get("modality", "ACTUAL"),
        "mentions": mentions,
    }


def closure(pairs: Iterable[list[str]]) -> list[list[str]]:
    """Every ordered pair that follows from the stated ones, sorted.

    >>> closure([["a", "b", "stated"], ["b", "c", "stated"]])
    [['a', 'b'], ['a', 'c'], ['b', 'c']]
    """
    later: dict[str, set[str]] = {}
    for before, after, *_ in pairs:
        later.setdefault(before, set()).add(after)
    found = set()
    for start in later:
        waiting, seen = list(later[start]), set()
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(later.get(node, ()))
        found |= {(start, end) for end in seen}
    return [list(pair) for pair in sorted(found)]


def write_jsonl(path: Path, records: Iterable[Record]) -> None:
    """Write one JSON object a line."""
    path.write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records),
        encoding="utf8",
    )
