"""From what the stages found, by token and index, to an Article of self-contained schema values."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from spacy.tokens import Doc

from timeline.extraction import evidence
from timeline.extraction.actors import Cast
from timeline.extraction.eventdates import OWN, WHEN
from timeline.extraction.eventmention import EventMention
from timeline.extraction.stances import StanceMention
from timeline.languages.pack import Pack
from timeline.schema import (
    Actor,
    ActorKind,
    Article,
    Event,
    Participant,
    Source,
    Span,
    Stance,
    TimeValue,
    Timex,
)


def article(
    doc: Doc,
    pack: Pack,
    *,
    text: str,
    published: TimeValue | None,
    timexes: tuple[Timex, ...],
    cast: Cast,
    events: tuple[EventMention, ...],
    stances: Sequence[StanceMention],
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Article:
    """The article: every stage's findings in text order.

    `source` names it in everything that comes from it; without one, a hash of the text does.
    """
    name = source or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    ids = tuple(_id(name, doc, event) for event in events)
    built = tuple(
        _event(
            event,
            ids,
            number,
            doc=doc,
            text=text,
            name=name,
            published=published,
            timexes=timexes,
            cast=cast,
            title=title,
            url=url,
        )
        for number, event in enumerate(events)
    )
    attitudes = tuple(_stance(mention, ids, name) for mention in stances)
    built = tuple(
        _with_stances(event, tuple(attitudes[i] for i, mention in enumerate(stances) if number in mention.about))
        for number, event in enumerate(built)
    )
    used = {participant.actor.id for event in built for participant in event.participants}
    used.update(actor.id for stance in attitudes for actor in (stance.holder, *stance.via))
    return Article(
        id=name,
        language=pack.code,
        published=published,
        title=title,
        url=url,
        text=text,
        timexes=timexes,
        actors=tuple(actor for actor in cast.actors if actor.kind is not ActorKind.GROUP or actor.id in used),
        events=built,
        stances=tuple(sorted(attitudes, key=lambda stance: (stance.evidence.start, stance.evidence.end))),
    )


def _stance(mention: StanceMention, ids: tuple[str, ...], name: str) -> Stance:
    target = ids[mention.target_event] if mention.target_event is not None else None
    return mention.stance.model_copy(
        update={
            "target_event": target,
            "document": name,
            "holder": _bare(mention.stance.holder),
            "via": tuple(_bare(actor) for actor in mention.stance.via),
            "target_actor": _bare(mention.stance.target_actor) if mention.stance.target_actor else None,
        }
    )


def _with_stances(event: Event, stances: tuple[Stance, ...]) -> Event:
    if not stances:
        return event
    told = event.sources[0].model_copy(update={"stances": stances})
    return event.model_copy(update={"stances": stances, "sources": (told,)})


def _id(name: str, doc: Doc, event: EventMention) -> str:
    trigger = doc[event.trigger]
    place = f"{name}\0{trigger.idx}\0{trigger.idx + len(trigger)}"
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _event(
    event: EventMention,
    ids: tuple[str, ...],
    number: int,
    *,
    doc: Doc,
    text: str,
    name: str,
    published: TimeValue | None,
    timexes: tuple[Timex, ...],
    cast: Cast,
    title: str | None,
    url: str | None,
) -> Event:
    token = doc[event.trigger]
    trigger = Span(start=token.idx, end=token.idx + len(token), text=token.text)
    people = tuple(
        Participant(
            actor=_bare(cast.actors[part.actor]),
            role=part.role,
            mention=_span(text, part.mention.start, part.mention.end) if part.mention is not None else None,
        )
        for part in event.parts
    )
    timex = timexes[event.timex] if event.timex is not None and event.dating in (OWN, WHEN) else None
    told = Source(
        id=ids[number],
        document=name,
        url=url,
        published=published,
        title=title,
        trigger=trigger,
        sentence=_sentence(text, doc, event.sentence),
        time=Span(start=timex.start, end=timex.end, text=timex.text) if timex is not None else None,
        label=event.label,
        type=event.type,
        when=event.time,
        modality=event.modality,
        participants=people,
        place=event.place,
        numbers=event.numbers,
        after=tuple(ids[other] for other in event.after),
        before=tuple(ids[other] for other in event.before),
        cancels=tuple(ids[other] for other in event.cancels),
        lemma=event.lemma,
        concept=event.concept,
        recurrence=event.recurrence,
        ordinal=event.ordinal,
        confidence=evidence.confidence(event),
        evidence=evidence.collect(event, doc, timexes, text),
    )
    return Event.fresh(told)


def _bare(actor: Actor) -> Actor:
    return actor.model_copy(update={"mentions": ()}) if actor.mentions else actor


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _sentence(text: str, doc: Doc, sentence: tuple[int, int]) -> Span:
    first, last = doc[sentence[0]], doc[sentence[1] - 1]
    start, end = first.idx, last.idx + len(last)
    whole = text[start:end]
    start += len(whole) - len(whole.lstrip())
    end -= len(whole) - len(whole.rstrip())
    return _span(text, start, max(start, end))
