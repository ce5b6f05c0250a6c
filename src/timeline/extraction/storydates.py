"""Dates that a story lends: by sentence, paragraph and heading, and by what the text puts before or after."""

from dataclasses import replace

from timeline.extraction import eventdates
from timeline.extraction.candidates import Kind
from timeline.extraction.clauses import Clause
from timeline.extraction.eventdates import Calendar, Dated
from timeline.extraction.happenings import Happening, Told
from timeline.extraction.reading import Reading
from timeline.extraction.sequence import Link
from timeline.schema import Modality, TimeValue

#: How many governing clauses up a date is looked for.
DEPTH = 4

#: A story in the simple past runs on over this many paragraph ends.
RUN_ON = 2
#: Rules that only say on which side of the DCT an event lies: what an order cue may sharpen.
_LOOSE = ("past tense", "named as known")


def place(
    happenings: list[Happening],
    links: tuple[Link, ...],
    reading: Reading,
    calendar: Calendar,
    published: TimeValue | None,
    headings: dict[int, Dated],
) -> list[Dated]:
    """The date of each happening, in order; `headings` are those of the paragraphs that have one."""
    dates: list[Dated] = []
    anchor: tuple[int, TimeValue] | None = None  # paragraph and date of a story told in the simple past
    ordered = {link.later for link in links} | {link.earlier for link in links}
    for index, happening in enumerate(happenings):
        head = happening.head
        predicate = head.candidate.predicate
        clause = reading.clause(predicate) if predicate is not None else None
        paragraph = reading.paragraphs[head.candidate.token]
        if head.dated.explicit:
            dates.append(head.dated)
            if eventdates.is_simple_past(clause) and head.dated.value is not None and _tells(clause, reading):
                anchor = (paragraph, head.dated.value)
            continue
        heading = headings.get(paragraph)
        if heading is not None and head.verdict.modality in (Modality.ACTUAL, Modality.PLANNED):
            dates.append(heading)
            continue
        found = None
        if head.verdict.modality is Modality.ACTUAL:
            found = _of_shared_time_clause(head, reading, calendar) or _of_sentence(head, reading, calendar)
            if found is None and index not in ordered and anchor is not None:
                found = _of_paragraph(clause, anchor, paragraph, reading, head)
        elif head.verdict.modality is Modality.PLANNED:
            found = _of_conjunct(head, reading, calendar)
        if (
            found is not None
            and found.rule in ("sentence's date", eventdates.WHEN)
            and found.value is not None
            and _tells(clause, reading)
        ):
            anchor = (paragraph, found.value)
        dates.append(found or _by_tense(head, reading, published))
    _bound(dates, links, published)
    return dates


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
    """Whether a clause carries the story on: a relative clause gives background."""
    return clause is not None and reading.tokens[clause.head].dep_ != "acl:relcl"


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


def _of_shared_time_clause(head: Told, reading: Reading, calendar: Calendar) -> Dated | None:
    """The date of a clause of time ("when a tank blew up on Tuesday") under this clause or one coordinated with it."""
    predicate = head.candidate.predicate
    if predicate is None or head.candidate.kind is Kind.NOUN or reading.clause(predicate).direction != "past":
        return None
    gap = reading.gapped.get(predicate)
    first = gap.model if gap is not None else predicate
    token = reading.tokens[first]
    beside = [token, *(child for child in reading.children[first] if child.dep_ == "conj")]
    if token.dep_ == "conj":
        beside.append(token.head)
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
    if any(child.dep_ == "nsubj" for child in reading.children[token.i]):
        return None
    return Dated(calendar.timexes[best].time, best, "sentence's date")


def _of_paragraph(
    clause: Clause | None, anchor: tuple[int, TimeValue], paragraph: int, reading: Reading, head: Told
) -> Dated | None:
    """The date of the story so far, for what runs on in the simple past in this paragraph or the next."""
    place, value = anchor
    if reading.quoted[head.candidate.token] or paragraph - place > RUN_ON or not eventdates.is_simple_past(clause):
        return None
    return Dated(value, None, "paragraph's date")


def _bound(dates: list[Dated], links: tuple[Link, ...], published: TimeValue | None) -> None:
    """Sharpen what only tense has dated by the events that the text puts before and after it."""
    for link in links:
        earlier, later = dates[link.earlier], dates[link.later]
        if later.rule in (*_LOOSE, "present tense", "heading's date") and earlier.value is not None:
            bound = eventdates.between(earlier.value, published)
            if bound is not None and (later.rule != "present tense" or earlier.rule == "heading's date"):
                dates[link.later] = Dated(bound, None, "after another event")
        elif earlier.rule in _LOOSE and later.value is not None and later.value.latest:
            bound = eventdates.until(later.value)
            if bound is not None:
                dates[link.earlier] = Dated(bound, None, "before another event")
