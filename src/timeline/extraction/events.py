"""What happens in a document: triggers chosen, read, joined into happenings, dated and ordered."""

from dataclasses import replace

from spacy.tokens import Doc

from timeline.extraction import (
    candidates,
    denials,
    eventdates,
    happenings,
    labels,
    modality,
    places,
    quantities,
    resumed,
    roles,
    selection,
    sequence,
    storydates,
)
from timeline.extraction.actors import Cast
from timeline.extraction.calendars import Calendar
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.eventdates import Dated
from timeline.extraction.eventmention import EventMention
from timeline.extraction.happenings import Happening, Told
from timeline.extraction.modality import Verdict
from timeline.extraction.quotations import Quotation
from timeline.extraction.reading import Reading
from timeline.extraction.roles import Part
from timeline.languages.pack import Pack
from timeline.schema import EventType, Modality, TimeValue, Timex


def find(
    doc: Doc,
    pack: Pack,
    *,
    timexes: tuple[Timex, ...],
    cast: Cast,
    published: TimeValue | None,
    quotations: tuple[Quotation, ...] = (),
) -> tuple[EventMention, ...]:
    """The events of a document in the order of their triggers; empty without a parse or a trigger lexicon."""
    if pack.triggers is None or not doc.has_annotation("DEP"):
        return ()
    reading = Reading(
        doc, pack, timexes=timexes, quotations=tuple(sorted((quoted.start, quoted.end) for quoted in quotations))
    )
    calendar = Calendar(timexes, reading)
    headings = storydates.headings(reading, calendar)
    told = tuple(
        mention
        for candidate in resumed.joined(candidates.find(reading), reading)
        if (mention := _told(candidate, reading, calendar, cast, published, headings)) is not None
    )
    joined = happenings.join(told, reading, cast)
    kept = sorted((h for h in joined if selection.belongs(h, reading)), key=lambda h: h.head.candidate.token)
    teller = sequence.Teller(kept, reading)
    links = sequence.links(teller)
    where = places.find(reading, cast)
    denied = denials.find(kept, reading)
    dates = storydates.place(teller, links, calendar, published, headings)
    found = (
        _mention(
            index,
            happening,
            dates[index],
            links,
            calendar,
            _place(happening, where, reading),
            _cancelled(index, kept),
            denied.get(index),
        )
        for index, happening in enumerate(kept)
    )
    return tuple(
        replace(
            event,
            label=labels.label(event, reading, cast),
            numbers=quantities.find((*event.tokens, *teller.echoes.get(index, ())), event.type, reading, timexes),
            ordinal=quantities.ordinal(event.tokens, reading),
            sentence=reading.sentence(event.trigger),
        )
        for index, event in enumerate(found)
    )


def _told(
    candidate: Candidate,
    reading: Reading,
    calendar: Calendar,
    cast: Cast,
    published: TimeValue | None,
    headings: dict[int, Dated],
) -> Told | None:
    leaning = candidate.token in reading.gapped or candidate.token in reading.promoted
    leaning = leaning or reading.tokens[candidate.token].dep_ == "xcomp"  # "12 were hurt", where the verb comes first
    if candidate.kind is Kind.VERB and not leaning:
        named = cast.at(candidate.token)
        if named is not None and named.kind != "pronoun":
            return None  # "the accused": a participle that names somebody
    verdict = modality.judge(candidate, reading)
    dated = eventdates.explicit(candidate, verdict, reading, calendar, published) or Dated(None, None, "")
    heading = headings.get(reading.paragraphs[candidate.token])
    if dated.value is not None or heading is None:
        verdict = _by_date(candidate, verdict, dated, reading, calendar, published)
    else:
        verdict = _by_date(candidate, verdict, heading, reading, calendar, published)
    # The subject beside the auxiliary is the earlier participle's alone.
    found = () if candidate.token in reading.gapped else roles.parts(candidate, reading, cast)
    return Told(candidate, verdict, found, dated)


def _by_date(
    candidate: Candidate,
    verdict: Verdict,
    dated: Dated,
    reading: Reading,
    calendar: Calendar,
    published: TimeValue | None,
) -> Verdict:
    """The present tense with a date tells on which side of the DCT it lies, the perfect with one ahead what is set."""
    if dated.value is None or published is None or candidate.predicate is None:
        return verdict
    plain = verdict.rule in ("tense", "present passive", "named", "planning phrase", "clause of time ahead")
    clause = reading.clause(candidate.predicate)
    settled = clause.direction == "past" and not (clause.perfect and clause.tense == "present")
    if not plain or settled:
        return verdict
    first, last = dated.value.earliest, dated.value.latest
    if first is not None and published.latest is not None and first > published.latest:
        return Verdict(Modality.PLANNED, "date after publication")
    open_ended = first is not None and published.earliest is not None and first >= published.earliest
    if open_ended and published.latest is not None and (last is None or last > published.latest):
        return Verdict(Modality.PLANNED, "date from publication on")
    if dated.timex is not None and first == last == published.latest and calendar.evening(dated.timex):
        return Verdict(Modality.PLANNED, "evening of the publication")
    if last is not None and published.earliest is not None and last < published.earliest:
        return Verdict(Modality.ACTUAL, "date before publication")
    return verdict


def _place(happening: Happening, where: tuple[places.Place, ...], reading: Reading) -> str | None:
    mentions = (happening.head, *happening.mentions)
    predicates = tuple(m.candidate.predicate for m in mentions if m.candidate.predicate is not None)
    return places.of(tuple(m.candidate.token for m in mentions), predicates, where, reading)


def _cancelled(index: int, happenings: list[Happening]) -> tuple[int, ...]:
    """The plans that a happening calls off: events told under its own verb whose modality it denies."""
    head = happenings[index].head
    concept = head.candidate.concept
    if concept is None or concept.content is not Modality.DENIED or concept.type is not EventType.RETREAT:
        return ()
    return tuple(
        other
        for other, happening in enumerate(happenings)
        if other != index
        and any(
            mention.verdict.modality is Modality.DENIED
            and mention.verdict.token is not None
            and mention.verdict.token in head.candidate.own
            for mention in happening.mentions
        )
    )


def _mention(
    index: int,
    happening: Happening,
    dated: Dated,
    links: tuple[sequence.Link, ...],
    calendar: Calendar,
    place: str | None,
    cancels: tuple[int, ...],
    denied: int | None,
) -> EventMention:
    head = happening.head
    candidate = head.candidate
    pooled: dict[int, Part] = {}
    for mention in (head, *happening.mentions):
        for part in mention.parts:
            pooled.setdefault(part.actor, part)
    return EventMention(
        trigger=candidate.token,
        tokens=tuple(sorted({word for mention in happening.mentions for word in mention.candidate.words})),
        lemma=candidate.lemma,
        concept=candidate.name,
        type=candidate.type,
        modality=head.verdict.modality,
        certainty=head.verdict,
        time=dated.value,
        timex=dated.timex,
        dating=dated.rule,
        parts=tuple(pooled.values()),
        own=candidate.own,
        predicate=candidate.predicate,
        nominal=candidate.kind is Kind.NOUN,
        known=candidate.known,
        recurrence=calendar.recurrence(candidate.predicate),
        place=place,
        cancels=cancels,
        denied=denied,
        after=tuple(sorted({link.earlier for link in links if link.later == index})),
        before=tuple(sorted({link.later for link in links if link.earlier == index})),
    )


__all__ = ["EventMention", "find"]
