"""Dates that a story lends: by sentence, paragraph and heading, and by what the text puts before or after."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from timeline.extraction import eventdates
from timeline.extraction.calendars import Calendar
from timeline.extraction.candidates import Kind
from timeline.extraction.clauses import Clause, has
from timeline.extraction.eventdates import Dated
from timeline.extraction.happenings import Told
from timeline.extraction.reading import Reading
from timeline.extraction.sequence import Link, Teller
from timeline.schema import Modality, TimeValue
from timeline.schema.event import CALLED_OFF

#: How many governing clauses up a date is looked for.
DEPTH = 4

#: How many digits a year has.
YEAR = 4

#: A story in the simple past runs on over this many paragraph ends.
RUN_ON = 2
#: Rules that only say on which side of the DCT an event lies: what an order cue may sharpen.
_LOOSE = ("past tense", "named as known")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The date of a story told in the simple past and its paragraph.

    One that looks `back`, behind the `newest` day that the story has reached, ends with the paragraph.
    """

    paragraph: int
    value: TimeValue
    newest: date | None
    back: bool

    @classmethod
    def after(cls, anchor: "_Anchor | None", paragraph: int, value: TimeValue) -> "_Anchor":
        """The anchor that a date makes of the one before it."""
        newest = anchor.newest if anchor is not None else None
        back = value.latest is not None and newest is not None and value.latest < newest
        if value.earliest is not None and (newest is None or value.earliest > newest):
            newest = value.earliest
        return cls(paragraph, value, newest, back)


def place(
    teller: Teller,
    links: tuple[Link, ...],
    calendar: Calendar,
    published: TimeValue | None,
    headings: dict[int, Dated],
) -> list[Dated]:
    """The date of each happening, in order; `headings` are those of the paragraphs that have one."""
    reading = teller.reading
    dates: list[Dated] = []
    anchor: _Anchor | None = None
    nouns = {index for index, one in enumerate(teller.happenings) if one.head.candidate.kind is Kind.NOUN}
    ordered = {link.later for link in links} | nouns.intersection(link.earlier for link in links)
    for index, happening in enumerate(teller.happenings):
        head = happening.head
        predicate = head.candidate.predicate
        clause = reading.clause(predicate) if predicate is not None else None
        paragraph = reading.paragraphs[head.candidate.token]
        given = head.dated if head.dated.explicit else _of_echo(teller.echoes.get(index, ()), calendar)
        if given is not None:
            dates.append(given)
            if eventdates.is_simple_past(clause) and given.value is not None and _tells(clause, reading):
                anchor = _Anchor.after(anchor, paragraph, given.value)
            continue
        heading = headings.get(paragraph)
        if heading is not None and head.verdict.modality in (Modality.ACTUAL, Modality.PLANNED):
            dates.append(heading)
            continue
        found = None
        if head.verdict.modality is Modality.ACTUAL:
            found = _of_shared_time_clause(head, reading, calendar) or _of_sentence(head, reading, calendar)
            found = found or _of_meanwhile(head, teller, dates)
            occasion = _occasion(head, reading)
            if found is None and occasion is not None:
                found = _of_occasion(occasion, teller, dates)
            elif found is None and index not in ordered and anchor is not None:
                found = _of_paragraph(clause, anchor, paragraph, reading, head)
        elif head.verdict.modality is Modality.PLANNED:
            found = _of_conjunct(head, reading, calendar)
        elif head.verdict.modality is Modality.DENIED:
            found = _of_calling_off(head, calendar, published)
        if (
            found is not None
            and found.rule in ("sentence's date", eventdates.WHEN)
            and found.value is not None
            and _tells(clause, reading)
        ):
            anchor = _Anchor.after(anchor, paragraph, found.value)
        dates.append(found or _by_tense(head, reading, published))
    _bound(dates, links, calendar, published)
    return dates


def _of_echo(verbs: Iterable[int], calendar: Calendar) -> Dated | None:
    """The date that a clause gives to what it points back at: "It happened on Monday"."""
    found = (calendar.best(calendar.by_predicate.get(verb)) for verb in verbs)
    index = next((index for index in found if index is not None), None)
    return Dated(calendar.timexes[index].time, index, eventdates.OWN) if index is not None else None


def _of_meanwhile(head: Told, teller: Teller, dates: list[Dated]) -> Dated | None:
    """The date of what was told just before a sentence that opens with "at the same time"."""
    reading = teller.reading
    start, end = reading.vicinity(head.candidate.token)
    first = next((word for word in reading.lower[start:end] if word.isalpha()), "")
    other = teller.before(start) if first in reading.grammar.meanwhile else None
    if other is None or other >= len(dates) or dates[other].rule in (*_LOOSE, ""):
        return None
    return Dated(dates[other].value, None, "date of what was told before")


def _occasion(head: Told, reading: Reading) -> int | None:
    """The known happening in whose time a clause puts its own: "during the meeting"."""
    if head.candidate.kind is Kind.NOUN or head.candidate.predicate is None:
        return None
    for noun in reading.children[head.candidate.predicate]:
        cases = (child.lower_ for child in reading.children[noun.i] if child.dep_ == "case")
        if (
            noun.pos_ == "NOUN"
            and has(noun, "Definite", "Def")
            and any(case in reading.grammar.during for case in cases)
        ):
            return noun.i
    return None


def _of_occasion(noun: int, teller: Teller, dates: list[Dated]) -> Dated | None:
    """The date of the happening that a noun names, where the story has told it before."""
    other = teller.by_token.get(noun)
    if other is None or other >= len(dates) or dates[other].rule in (*_LOOSE, ""):
        return None
    return Dated(dates[other].value, None, "date of the occasion")


def headings(reading: Reading, calendar: Calendar) -> dict[int, Dated]:
    """The dates of paragraphs that open with one and a colon: their present tense tells of that time."""
    found: dict[int, Dated] = {}
    for index, span in enumerate(reading.spans):
        if not span or span[-1] + 1 >= len(reading.tokens) or reading.lower[span[-1] + 1] != ":":
            continue
        opens = span[0] == 0 or reading.paragraphs[span[0] - 1] != reading.paragraphs[span[0]]
        opens = opens or all(
            reading.tokens[i].is_punct or reading.tokens[i].is_space for i in range(max(0, span[0] - 1), span[0])
        )
        value = calendar.timexes[index].time
        if opens and value is not None:
            found.setdefault(reading.paragraphs[span[0]], Dated(value, index, "heading's date"))
    return found


def _tells(clause: Clause | None, reading: Reading) -> bool:
    """Whether a clause carries the story on: relative clauses, and those that order in time, give background."""
    if clause is None or reading.tokens[clause.head].dep_ == "acl:relcl":
        return False
    marks = [reading.lower[mark] for mark in clause.marks]
    return not _orders(marks, reading) and not any(mark in reading.grammar.since for mark in marks)


def _by_tense(head: Told, reading: Reading, published: TimeValue | None) -> Dated:
    clause = _tensed(head.candidate.predicate, reading)
    if clause is not None and head.candidate.kind is Kind.VERB and reading.tokens[clause.head].pos_ == "ADJ":
        clause = replace(clause, perfect=True)  # "are injured": a participle by another name
    return eventdates.default(head.candidate, head.verdict, clause, published)


def _tensed(predicate: int | None, reading: Reading) -> Clause | None:
    """The clause that gives a predicate its tense: its own, or what an infinitive hangs on."""
    if predicate is None:
        return None
    clause, steps = reading.clause(predicate), 0
    while clause.direction is None and steps < DEPTH:
        above = reading.governor(clause.head)
        if above is None or above == clause.head:
            break
        clause, steps = reading.clause(above), steps + 1
    return clause


def _of_calling_off(head: Told, calendar: Calendar, published: TimeValue | None) -> Dated | None:
    """The date on which a plan without one of its own was called off ("waived its appeal in May")."""
    verb = head.verdict.token if head.verdict.rule == CALLED_OFF else None
    best = calendar.best(calendar.by_predicate.get(verb)) if verb is not None else None
    if best is None:
        return None
    value = calendar.timexes[best].time
    last, today = value.latest if value else None, published.latest if published else None
    return Dated(value, best, "date of calling off") if last and today and last <= today else None


def _of_shared_time_clause(head: Told, reading: Reading, calendar: Calendar) -> Dated | None:
    """The date of a clause of time ("when a tank blew up on Tuesday") under this clause or one coordinated with it."""
    predicate = head.candidate.predicate
    if predicate is None or head.candidate.kind is Kind.NOUN or reading.clause(predicate).direction != "past":
        return None
    gap = reading.gapped.get(predicate)
    first = gap.model if gap is not None else predicate
    token = reading.tokens[first]
    beside = [token, *(child for child in reading.children[first] if child.dep_ == "conj")]
    if token.dep_ in ("conj", "xcomp"):
        beside.append(token.head)  # "were killed and hurt", "were hurt" where the tagger sees an adjective
    lent = (_of_time_clause(verb.i, reading, calendar) for verb in beside)
    return next((found for found in lent if found is not None and found.rule == eventdates.WHEN), None)


def _of_sentence(head: Told, reading: Reading, calendar: Calendar) -> Dated | None:
    """The date of the clause that this one hangs on, of its subject, or of a clause of time under it."""
    candidate = head.candidate
    predicate = candidate.predicate
    if predicate is None:
        return None
    own = reading.clause(predicate)
    if candidate.kind is Kind.NOUN and candidate.predicate not in candidate.parts:
        return _of_clause(candidate.token, predicate, reading, calendar)
    past = eventdates.is_simple_past(own)
    if not (past or own.infinitive or eventdates.is_pluperfect(own)):
        return _of_conjunct(head, reading, calendar)
    found = _of_time_clause(predicate, reading, calendar) if past else None
    found = found or _of_governor(own, reading, calendar)
    if found is not None or not past:
        return found
    for child in reading.children[predicate]:
        if child.dep_ in ("nsubj", "xcomp"):
            best = calendar.best(calendar.by_noun.get(child.i) or calendar.by_predicate.get(child.i))
            if best is not None:
                return Dated(calendar.timexes[best].time, best, "subject's date")
    return None


def _of_time_clause(verb: int, reading: Reading, calendar: Calendar) -> Dated | None:
    """The date of a clause of time under a verb: "... when the house burned on Monday"."""
    for child in reading.children[verb]:
        if child.dep_ != "advcl":
            continue
        below = reading.clause(child.i)
        best = calendar.best(calendar.by_predicate.get(child.i))
        marks = [reading.lower[mark] for mark in below.marks]
        if best is not None and below.direction == "past" and not _orders(marks, reading):
            opened = eventdates.is_simple_past(below) and any(mark in reading.grammar.when for mark in marks)
            return Dated(calendar.timexes[best].time, best, eventdates.WHEN if opened else "sentence's date")
    return None


def _of_clause(noun: int, predicate: int, reading: Reading, calendar: Calendar) -> Dated | None:
    """The date of the clause that a noun stands in, cut where a preposition puts the noun before or after it."""
    best = calendar.best(calendar.by_predicate.get(predicate))
    if best is None or not eventdates.is_simple_past(reading.clause(predicate)):
        return None
    if reading.tokens[noun].dep_ == "nmod" and has(reading.tokens[noun], "Definite", "Def"):
        return None  # "the trial on the accident": known before, whatever the clause tells of it
    value = calendar.timexes[best].time
    words = [child.lower_ for child in reading.children[noun] if child.dep_ in ("case", "mark")]
    if value is not None and any(word in reading.grammar.after for word in words):
        return Dated(eventdates.until(value), best, "before the sentence's date")
    if any(word in reading.grammar.before for word in words):
        return None
    return Dated(value, best, "sentence's date")


def _of_governor(own: Clause, reading: Reading, calendar: Calendar) -> Dated | None:
    above, steps, below = reading.governor(own.head), 0, own
    told = False  # whether a clause of content lies between: what is said yesterday happened by then
    while above is not None and steps < DEPTH:
        if reading.tokens[below.head].dep_ == "acl:relcl" and not _dates_antecedent(below.head, reading, calendar):
            return None
        governing = reading.clause(above)
        told = told or _is_content(below, reading)
        marks = [reading.lower[mark] for mark in below.marks]
        best = calendar.best(calendar.by_predicate.get(above))
        if best is not None and governing.direction == "past" and not _orders(marks, reading):
            value = calendar.timexes[best].time
            if value is not None and (told or eventdates.is_pluperfect(own)):
                return Dated(eventdates.until(value), best, "before the sentence's date")
            return Dated(value, best, "sentence's date")
        if best is None and own.infinitive and steps == 0 and eventdates.is_simple_past(governing):
            lent = _of_time_clause(above, reading, calendar)
            if lent is not None:
                return lent
        above, steps, below = reading.governor(above), steps + 1, governing
    return None


def _dates_antecedent(verb: int, reading: Reading, calendar: Calendar) -> bool:
    """Whether the antecedent of a relative clause is a date or has one ("on Monday, when ...")."""
    noun = reading.tokens[verb].head.i
    return noun in reading.timed or calendar.best(calendar.by_noun.get(noun)) is not None


def _orders(marks: list[str], reading: Reading) -> bool:
    return any(mark in (*reading.grammar.after, *reading.grammar.before) for mark in marks)


def _is_content(clause: Clause, reading: Reading) -> bool:
    return (
        any(reading.lower[mark] in reading.grammar.complementizers for mark in clause.marks) and not clause.infinitive
    )


def _of_conjunct(head: Told, reading: Reading, calendar: Calendar) -> Dated | None:
    """The date of the first conjunct, when this one only carries it on: same tense, nothing between."""
    predicate = head.candidate.predicate
    if predicate is None or head.candidate.kind is Kind.NOUN:
        return None
    token = reading.tokens[predicate]
    if token.dep_ != "conj" or token.head.i == token.i:
        return None
    first, second = reading.clause(token.head.i), reading.clause(predicate)
    best = calendar.best(calendar.by_predicate.get(token.head.i))
    if best is None or first.direction != second.direction or first.perfect != second.perfect:
        return None
    if calendar.best(calendar.by_predicate.get(predicate)) is not None:
        return None  # "should have begun on Monday, but is put off till Friday"
    if any(child.dep_ == "nsubj" for child in reading.children[token.i]):
        return None
    return Dated(calendar.timexes[best].time, best, "sentence's date")


def _of_paragraph(
    clause: Clause | None, anchor: "_Anchor", paragraph: int, reading: Reading, head: Told
) -> Dated | None:
    """The date of the story so far, for what runs on in the simple past in this paragraph or the next."""
    reach = 0 if anchor.back else RUN_ON
    if reading.quoted[head.candidate.token] or not eventdates.is_simple_past(clause) or not _tells(clause, reading):
        return None
    if any(_may_be_year(word, reading) for word in range(*reading.vicinity(head.candidate.token))):
        return None
    return Dated(anchor.value, None, "paragraph's date") if paragraph - anchor.paragraph <= reach else None


def _may_be_year(word: int, reading: Reading) -> bool:
    """Whether a number looks like a year that no rule of time has read: its clause has a date, though none is known."""
    number = reading.lower[word]
    if word in reading.timed or len(number) != YEAR or not number.isdigit() or word == 0:
        return False
    return reading.lower[word - 1] in reading.grammar.place


def _bound(dates: list[Dated], links: tuple[Link, ...], calendar: Calendar, published: TimeValue | None) -> None:
    """Sharpen what only tense has dated by the events that the text puts before and after it."""
    for link in links:
        earlier, later = dates[link.earlier], dates[link.later]
        length = calendar.timexes[link.distance] if link.distance is not None else None
        if length is not None and (later.rule in _LOOSE) != (earlier.rule in _LOOSE):
            back = earlier.rule in _LOOSE
            value = eventdates.counted((later if back else earlier).value, length, back=back)
            if value is not None:
                dates[link.earlier if back else link.later] = Dated(value, None, "counted from another event")
                continue
        if later.rule in (*_LOOSE, "present tense", "heading's date") and earlier.value is not None:
            bound = eventdates.between(earlier.value, published)
            if bound is not None and (later.rule != "present tense" or earlier.rule == "heading's date"):
                dates[link.later] = Dated(bound, None, "after another event")
        elif earlier.rule in _LOOSE and later.value is not None and later.value.latest:
            bound = eventdates.until(later.value)
            if bound is not None:
                dates[link.earlier] = Dated(bound, None, "before another event")
