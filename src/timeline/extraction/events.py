"""What happens in a document: triggers chosen, read, joined into happenings, dated and ordered."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from timeline.extraction import candidates, eventdates, happenings, modality, roles, sequence
from timeline.extraction.actors import Cast
from timeline.extraction.arguments import subjects
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.clauses import Clause
from timeline.extraction.eventdates import Calendar, Dated
from timeline.extraction.happenings import Happening, Told
from timeline.extraction.modality import Verdict
from timeline.extraction.quotations import Quotation
from timeline.extraction.reading import Reading
from timeline.extraction.roles import Part
from timeline.languages.pack import Pack
from timeline.schema import EventType, Modality, Role, Timex, TimeValue


@dataclass(frozen=True, slots=True)
class EventMention:
    """One happening of a document, by token and index.

    `trigger` is the word that represents it, `tokens` all words that tell it, in text order. `lemma` and `concept` are
    the trigger's. `time` is its date and `timex` the index of the expression that gives it, `dating` the rule.
    `after` and `before` are indices of events that the text puts there. `certainty` is the rule and token of the
    modality.
    """

    trigger: int
    tokens: tuple[int, ...]
    lemma: str
    concept: str
    type: EventType
    modality: Modality
    certainty: Verdict
    time: TimeValue | None
    timex: int | None
    dating: str
    parts: tuple[Part, ...]
    predicate: int | None = None
    nominal: bool = False
    known: bool = True
    recurrence: str | None = None
    after: tuple[int, ...] = ()
    before: tuple[int, ...] = ()


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
    told = tuple(
        mention
        for candidate in candidates.find(reading)
        if (mention := _told(candidate, reading, calendar, cast, published)) is not None
    )
    joined = happenings.join(told, reading, cast)
    kept = sorted((h for h in joined if _worth(h, reading)), key=lambda h: h.head.candidate.token)
    links = sequence.links(kept, reading)
    dates = _dates(kept, links, reading, calendar, published)
    return tuple(
        _mention(index, happening, dates[index], links, reading, calendar) for index, happening in enumerate(kept)
    )


def _told(
    candidate: Candidate, reading: Reading, calendar: Calendar, cast: Cast, published: TimeValue | None
) -> Told | None:
    if candidate.kind is Kind.VERB:
        named = cast.at(candidate.token)
        if named is not None and named.kind != "pronoun":
            return None  # "the accused": a participle that names somebody
    verdict = modality.judge(candidate, reading)
    dated = eventdates.explicit(candidate, verdict, reading, calendar, published) or Dated(None, None, "")
    verdict = _by_date(candidate, verdict, dated, reading, published)
    found = roles.parts(candidate, reading, cast)
    return Told(candidate, verdict, found, dated)


def _by_date(
    candidate: Candidate, verdict: Verdict, dated: Dated, reading: Reading, published: TimeValue | None
) -> Verdict:
    """The present tense with a date says on which side of the DCT it lies."""
    if dated.value is None or published is None or candidate.predicate is None:
        return verdict
    plain = verdict.rule in ("tense", "present passive", "named", "planning phrase")
    if not plain or reading.clause(candidate.predicate).direction == "past":
        return verdict
    first, last = dated.value.earliest, dated.value.latest
    if first is not None and published.latest is not None and first > published.latest:
        return Verdict(Modality.PLANNED, "date after publication")
    if last is not None and published.earliest is not None and last < published.earliest:
        return Verdict(Modality.ACTUAL, "date before publication")
    return verdict


def _worth(happening: Happening, reading: Reading) -> bool:
    """Whether a happening belongs on a timeline."""
    return any(_worthy(mention, reading) for mention in happening.mentions)


#: Types whose nouns name a happening even without a date, a doer or a verb beside them.
_STRONG = {
    EventType.ASSAULT,
    EventType.ACCIDENT,
    EventType.DISASTER,
    EventType.CRIME,
    EventType.DEATH,
    EventType.ELECTION,
    EventType.PROTEST,
    EventType.TRIAL,
}

#: What a speaker's own present tells no event of: wishes, abilities, denials in general.
_TALK = (Modality.ACTUAL, Modality.POSSIBLE, Modality.DENIED)


def _worthy(mention: Told, reading: Reading) -> bool:
    candidate, concept = mention.candidate, mention.candidate.concept
    dated = mention.dated.explicit
    token = reading.doc[candidate.token]
    if candidate.kind is Kind.NOUN:
        return _eventive(mention, reading)
    if concept is not None and concept.reporting:
        return dated
    clause = reading.clause(candidate.token)
    if any(subject.lower_ in reading.grammar.generic for subject in subjects(token, reading)):
        return False
    if concept is not None and concept.content is Modality.DENIED and clause.negation is not None and not dated:
        return False  # "does not rule out": nothing is rejected
    if clause.infinitive and _describes_noun(token, reading):
        return False
    past = clause.direction == "past"
    if reading.quoted[candidate.token] and not past and not dated and mention.verdict.modality in _TALK:
        return False
    if not dated and _frames_quotation(token, reading):
        return False
    if candidate.known:
        return True
    if reading.quoted[candidate.token]:
        return dated
    if token.dep_ == "xcomp" or (not mention.parts and not dated and "Part" in token.morph.get("VerbForm")):
        return False  # "felt encouraged", "is involved": states
    return dated or past or (mention.verdict.modality is not Modality.ACTUAL and bool(mention.parts))


def _frames_quotation(token: Token, reading: Reading) -> bool:
    """Whether a verb only frames a quotation: right after it, with its subject behind."""
    before, after = token.i - 1, token.i + 1
    if before < 1 or after >= len(reading.doc) or not reading.doc[before].is_punct:
        return False
    spoken = reading.quoted[before - 1] or reading.quoted[before]
    inverted = any(subject.i > token.i for subject in subjects(token, reading))
    return spoken and inverted


def _describes_noun(token: Token, reading: Reading) -> bool:
    """Whether an infinitive only describes a noun or adjective ("a home to go to", "time to ask")."""
    head = token.head
    if head.i == token.i or head.pos_ not in ("NOUN", "ADJ", "PRON", "ADV"):
        return False
    nominal = reading.noun(head.i)
    return nominal is None or nominal.concept.content is None


def _eventive(mention: Told, reading: Reading) -> bool:
    candidate = mention.candidate
    token = reading.doc[candidate.token]
    if mention.dated.explicit or candidate.parts:
        return True
    definite = "Def" in token.morph.get("Definite")
    if any(child.dep_ == "cop" for child in token.children) and not definite:
        return False  # "it is a threat" describes
    if mention.verdict.rule == "governed by verb":
        return True
    if candidate.result:
        return False
    if mention.verdict.rule.startswith("governed"):
        return True
    strong = candidate.type in _STRONG
    if mention.parts:
        return strong or not reading.quoted[candidate.token]
    if not strong:
        return False
    return definite or any(child.dep_ in ("det", "amod", "nummod") for child in token.children)


def _dates(
    kept: list[Happening],
    links: tuple[sequence.Link, ...],
    reading: Reading,
    calendar: Calendar,
    published: TimeValue | None,
) -> list[Dated]:
    dates = [_first_date(happening, reading, calendar, published) for happening in kept]
    by_predicate = {
        mention.candidate.predicate: index
        for index, happening in enumerate(kept)
        for mention in happening.mentions
        if mention.candidate.predicate is not None
    }
    anchor: tuple[int, TimeValue] | None = None  # the paragraph's last date of a story told in the simple past
    for index, happening in enumerate(kept):
        head = happening.head
        predicate = head.candidate.predicate
        clause = reading.clause(predicate) if predicate is not None else None
        paragraph = reading.paragraphs[head.candidate.token]
        if dates[index].explicit:
            if eventdates.is_simple_past(clause) and dates[index].value is not None:
                anchor = (paragraph, dates[index].value)
            continue
        if head.verdict.modality is Modality.ACTUAL:
            inherited = _inherited(index, head, clause, dates, by_predicate, reading, calendar)
            if inherited is not None:
                dates[index] = inherited
                continue
            if eventdates.is_simple_past(clause) and anchor is not None and anchor[0] == paragraph:
                dates[index] = Dated(anchor[1], None, "paragraph's date")
                continue
            if eventdates.is_pluperfect(clause) and anchor is not None and anchor[0] == paragraph:
                dates[index] = Dated(eventdates.until(anchor[1]), None, "before the paragraph's date")
                continue
    for link in links:
        earlier, later = dates[link.earlier], dates[link.later]
        if later.rule in ("past tense", "named as known") and earlier.value is not None:
            bound = eventdates.between(earlier.value, published)
            if bound is not None:
                dates[link.later] = Dated(bound, None, "after another event")
        elif earlier.rule in ("past tense", "named as known") and later.value is not None and later.value.latest:
            bound = eventdates.until(later.value)
            if bound is not None:
                dates[link.earlier] = Dated(bound, None, "before another event")
    return dates


def _first_date(happening: Happening, reading: Reading, calendar: Calendar, published: TimeValue | None) -> Dated:
    head = happening.head
    if head.dated.explicit:
        return head.dated
    clause = _tensed(head.candidate.predicate, reading)
    return eventdates.default(head.candidate, head.verdict, clause, published)


def _tensed(predicate: int | None, reading: Reading) -> Clause | None:
    """The clause that gives a predicate its tense: its own, or what an infinitive hangs on."""
    if predicate is None:
        return None
    clause, steps = reading.clause(predicate), 0
    while clause.direction is None and steps < 4:
        above = reading.governor(clause.head)
        if above is None or above == clause.head:
            break
        clause, steps = reading.clause(above), steps + 1
    return clause


def _inherited(
    index: int,
    head: Told,
    clause: object,
    dates: list[Dated],
    by_predicate: dict[int | None, int],
    reading: Reading,
    calendar: Calendar,
) -> Dated | None:
    """The date of the clause that this one hangs on, when both tell one story."""
    candidate = head.candidate
    predicate = candidate.predicate
    if predicate is None:
        return None
    if candidate.kind is Kind.NOUN:
        other = by_predicate.get(predicate)
        found = calendar.best(calendar.by_predicate.get(predicate))
        if found is not None and eventdates.is_simple_past(reading.clause(predicate)):
            return Dated(calendar.timexes[found].time, found, "sentence's date")
        return None
    own = reading.clause(predicate)
    if not (eventdates.is_simple_past(own) or own.infinitive or eventdates.is_pluperfect(own)):
        return None
    above, steps = reading.governor(predicate), 0
    while above is not None and steps < 4:
        governing = reading.clause(above)
        found = calendar.best(calendar.by_predicate.get(above))
        if found is not None and (eventdates.is_simple_past(governing) or governing.direction == "past"):
            value = calendar.timexes[found].time
            if value is not None and eventdates.is_pluperfect(own):
                return Dated(eventdates.until(value), found, "before the sentence's date")
            return Dated(value, found, "sentence's date")
        above, steps = reading.governor(above), steps + 1
    for child in reading.doc[predicate].children:
        if child.dep_ in ("nsubj", "xcomp") and eventdates.is_simple_past(own):
            found = calendar.best(calendar.by_noun.get(child.i) or calendar.by_predicate.get(child.i))
            if found is not None and child.pos_ != "AUX":
                return Dated(calendar.timexes[found].time, found, "sentence's date")
        if child.dep_ == "advcl" and eventdates.is_simple_past(own):
            found = calendar.best(calendar.by_predicate.get(child.i))
            if found is not None and eventdates.is_simple_past(reading.clause(child.i)):
                marks = [reading.lower[mark] for mark in reading.clause(child.i).marks]
                if not any(mark in (*reading.grammar.after, *reading.grammar.before) for mark in marks):
                    return Dated(calendar.timexes[found].time, found, "sentence's date")
    return None


def _mention(
    index: int,
    happening: Happening,
    dated: Dated,
    links: tuple[sequence.Link, ...],
    reading: Reading,
    calendar: Calendar,
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
        predicate=candidate.predicate,
        nominal=candidate.kind is Kind.NOUN,
        known=candidate.known,
        recurrence=calendar.recurrence(candidate.predicate),
        after=tuple(sorted({link.earlier for link in links if link.later == index})),
        before=tuple(sorted({link.later for link in links if link.earlier == index})),
    )


__all__ = ["EventMention", "Role", "find"]
