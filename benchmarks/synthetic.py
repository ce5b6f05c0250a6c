"""Synthetic stories with known truth: many articles' tellings of the same happenings, with the noise of real news.

Each story has its own actors and places and a few dozen happenings over some months. Each happening is told by one or
more articles, and each telling may spell a name otherwise or by the last name alone, know the date only to the month or
not at all, leave actors out, be off by a day, or be a wire copy of another article's. Some happenings recur: the
same people do the same at another time and stay apart. Everything follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from timeline import Actor, ActorKind, Event, EventType, Modality, Participant, Role, Source, Span
from timeline.dates import edtf

CONCEPTS = (
    "visit", "fire", "resign", "verdict", "strike", "agree", "charge", "appoint", "explosion", "election", "merger",
    "layoff", "protest", "ban", "appeal", "meeting", "vote", "arrest", "opening", "rescue",
)  # fmt: skip
TYPES = tuple(EventType)
SYLLABLES = ("ka", "lu", "mo", "ri", "ste", "ol", "an", "bir", "gu", "ne", "fro", "sel", "dam", "ver", "tho", "ly")
START = date(2015, 1, 1)
#: Mentions a story has about; stories are independent, as news are.
STORY = 60


@dataclass(frozen=True)
class Noise:
    """How often, as a share of tellings, each kind of noise strikes."""

    spelling: float = 0.03
    last_name: float = 0.3
    month_only: float = 0.15
    undated: float = 0.15
    off_by_a_day: float = 0.03
    actor_left_out: float = 0.2
    wire_copy: float = 0.1
    recurring: float = 0.15


@dataclass(frozen=True)
class Happening:
    """The truth: what happened to whom, where and when."""

    number: int
    concept: str
    day: date
    agent: Actor
    other: Actor
    place: str


def stories(mentions: int, *, seed: int = 0, noise: Noise | None = None) -> Iterator[tuple[Event, int]]:
    """Fresh events, each with the number of the happening that it tells; at least `mentions` of them."""
    rng = random.Random(seed)
    told = happening = story = 0
    while told < mentions:
        for event, number in _story(rng, story, happening, noise or Noise()):
            yield event, number
            told += 1
            if told >= mentions:
                return
        happening += STORY
        story += 1


def burst(mentions: int, *, seed: int = 0) -> Iterator[tuple[Event, int]]:
    """As `stories`, but of one happening that so many articles tell on one day, each naming a bystander of its own."""
    rng = random.Random(seed)
    agent, place = _person(rng), _name(rng)
    for number in range(mentions):
        one = Happening(0, CONCEPTS[0], START, agent, _person(rng), place)
        yield _telling(rng, one, f"burst-{number}", 0, START, Noise(last_name=0, month_only=0, undated=0)), 0


def _story(rng: random.Random, story: int, first: int, noise: Noise) -> Iterator[tuple[Event, int]]:
    people = [_person(rng) for _ in range(6)]
    bodies = [_body(rng) for _ in range(4)]
    places = [_name(rng) for _ in range(3)]
    start = START + timedelta(days=rng.randrange(3000))
    happenings: list[Happening] = []
    while len(happenings) < STORY // 3:
        number = first + len(happenings)
        if happenings and rng.random() < noise.recurring:
            old = rng.choice(happenings)
            day = old.day + timedelta(days=rng.choice((7, 14, 30, 90, 365)))
            happenings.append(Happening(number, old.concept, day, old.agent, old.other, old.place))
        else:
            agent, other = rng.sample([*people, *bodies], 2)
            day = start + timedelta(days=rng.randrange(200))
            happenings.append(Happening(number, rng.choice(CONCEPTS), day, agent, other, rng.choice(places)))
    happenings.sort(key=lambda one: (one.day, one.number))
    sources = rng.randint(4, 9)
    for publisher in range(sources):
        # Each publisher prints an article now and then, about a few happenings of the last weeks.
        told = [one for one in happenings if rng.random() < 3 / sources]
        for chunk in range(0, len(told), 4):
            part = told[chunk : chunk + 4]
            published = part[-1].day + timedelta(days=rng.randint(0, 2))
            name = f"s{story}-p{publisher}-{chunk}"
            tellings = [
                (_telling(rng, one, name, place, published, noise), one.number) for place, one in enumerate(part)
            ]
            yield from tellings
            if rng.random() < noise.wire_copy:
                for place, (event, number) in enumerate(tellings):
                    yield _copy(event, f"{name}-copy", place), number


def _telling(rng: random.Random, one: Happening, document: str, place: int, published: date, noise: Noise) -> Event:
    day, text = one.day, None
    if rng.random() < noise.off_by_a_day:
        day += timedelta(days=1)
    draw = rng.random()
    if draw < noise.undated:
        time, words = edtf.interval("..", published), None
    elif draw < noise.undated + noise.month_only:
        time, words = edtf.month(day.year, day.month), "i måneden"
    else:
        time, words = edtf.day(day), f"{day.day}."
    parts = [(one.agent, Role.AGENT), (one.other, Role.PATIENT)]
    if rng.random() < noise.actor_left_out:
        parts = [rng.choice(parts)]
    participants = tuple(Participant(actor=_spelt(rng, actor, noise), role=role) for actor, role in parts)
    text = f"{document} {one.concept} {place}"
    trigger = Span(start=place * 100, end=place * 100 + len(one.concept), text=one.concept)
    return Event.fresh(
        Source(
            id=f"{document}:{place}",
            document=document,
            published=edtf.read(published.isoformat()),
            trigger=trigger,
            sentence=Span(start=place * 100, end=place * 100 + len(text), text=text),
            time=Span(start=place * 100 + 9, end=place * 100 + 9 + len(words), text=words) if words else None,
            label=f"{participants[0].actor.name} {one.concept}",
            type=TYPES[CONCEPTS.index(one.concept) % len(TYPES)],
            when=edtf.read(time),
            modality=Modality.ACTUAL,
            participants=participants,
            place=one.place if rng.random() < 0.5 else None,
            concept=one.concept,
            confidence=0.9,
        )
    )


def _copy(event: Event, document: str, place: int) -> Event:
    return Event.fresh(event.sources[0].model_copy(update={"id": f"{document}:{place}", "document": document}))


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


def _person(rng: random.Random) -> Actor:
    name = f"{_name(rng)} {_name(rng)}"
    return Actor(id="person:" + name.casefold().replace(" ", "-"), name=name, kind=ActorKind.PERSON)


def _body(rng: random.Random) -> Actor:
    name = _name(rng) + _name(rng).casefold()
    return Actor(id="organisation:" + name.casefold(), name=name, kind=ActorKind.ORGANISATION)


def _spelt(rng: random.Random, actor: Actor, noise: Noise) -> Actor:
    name = actor.name
    if actor.kind is ActorKind.PERSON and rng.random() < noise.last_name:
        name = name.split()[-1]
    elif rng.random() < noise.spelling:
        place = rng.randrange(1, len(name))
        name = name[:place] + name[place - 1] + name[place:]
    if name == actor.name:
        return actor
    return Actor(id=f"{actor.kind.lower()}:" + name.casefold().replace(" ", "-"), name=name, kind=actor.kind)
