"""What of a golden annotation the library gets exactly right: the measure behind `test_golden.py`."""

import seeds
from timeline import Article
from timeline.dates.edtf import bounds


def right_timexes(name: str, article: Article) -> list[str]:
    """The golden time expressions that have the right span, type, TIMEX3 value, mod and days, as they are written.

    A repeated expression is numbered as in the golden files.
    """
    text = article.text
    found = {(timex.start, timex.end): timex for timex in article.timexes}
    names = []
    for gold in seeds.article(name)[2]["timexes"]:
        timex = found.get((gold["start"], gold["end"]))
        if timex is None or (timex.type, timex.value, timex.mod) != (gold["type"], gold["value"], gold.get("mod")):
            continue
        if same_days(timex.time.edtf if timex.time else None, gold["edtf"]):
            places = seeds.occurrences(text, gold["text"])
            number = f"#{places.index(gold['start']) + 1}" if len(places) > 1 else ""
            names.append(gold["text"] + number)
    return names


def right_events(name: str, article: Article) -> list[str]:
    """The golden events found at one of their words, each once, with a right date and modality, by their names."""
    names, used = [], set()
    golden = zip(seeds.event_names(name), seeds.article(name)[1]["events"], strict=True)
    for label, gold in golden:
        triggers = (gold["trigger"], *gold["accept"]["triggers"])
        event = next(
            (
                event
                for trigger in triggers
                for event in article.events
                if event.id not in used
                and trigger["start"] < event.trigger.end
                and event.trigger.start < trigger["end"]
            ),
            None,
        )
        if event is None:
            continue
        used.add(event.id)
        date = event.time.edtf if event.time else None
        dated = any(same_days(date, right) for right in (gold["edtf"], *gold["accept"]["edtf"]))
        if dated and event.modality in (gold["modality"], *gold["accept"]["modality"]):
            names.append(label)
    return names


def right_stances(name: str, article: Article) -> list[str]:
    """The golden stances found in their words, with a right holder, polarity and act; as "holder: evidence"."""
    names = []
    for gold in seeds.article(name)[1]["stances"]:
        holders = {holder.casefold() for holder in (gold["holder"], *gold["accept"]["holder"])}
        for stance in article.stances:
            words = gold["evidence"]
            overlaps = words["start"] < stance.evidence.end and stance.evidence.start < words["end"]
            held = stance.holder.name.casefold() in holders
            polarity = stance.polarity in (gold["polarity"], *gold["accept"]["polarity"])
            if overlaps and held and polarity and stance.act in (gold["act"], *gold["accept"]["act"]):
                names.append(f"{gold['holder']}: {' '.join(gold['evidence']['text'].split())[:60]}")
                break
    return names


def same_days(one: str | None, other: str | None) -> bool:
    """Whether two EDTF strings span the same days, however they are spelt.

    >>> same_days("2020-22", "2020-06/2020-08")
    True
    """
    if one is None or other is None:
        return one == other
    return bounds(one) == bounds(other)
