"""When: the words of an event's own clause, then what the story inherits, then its tense against the DCT.

The order of authority is the annotation guide's: an explicit expression in the clause; the same sentence's anchor; the
paragraph's, where the story runs on in the simple past; the tense and modality.
"""

from dataclasses import dataclass
from datetime import date

from timeline.dates import arithmetic, edtf
from timeline.errors import DateError
from timeline.extraction.arguments import resultative
from timeline.extraction.calendars import LENGTH, Calendar
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.clauses import Clause, has
from timeline.extraction.modality import POSTPONED, SPEECH, Verdict
from timeline.extraction.reading import Reading
from timeline.extraction.tense import verbs
from timeline.schema import Anchor, EventType, Granularity, Modality, TimeValue, Timex, TimexType
from timeline.schema.event import CALLED_OFF, DISPUTED

#: The rule of a date that stands in the event's own clause, and not only near it.
OWN = "own clause"
#: The rule of a date that stands in a clause of time beside the event's ("died when a tank blew up on Tuesday").
WHEN = "clause of time"
#: Modalities that look ahead of the DCT.
AHEAD = (Modality.PLANNED, Modality.POSSIBLE, Modality.DEMANDED, Modality.CONDITIONAL)

#: The units of a `LENGTH`, and how exact a date counted in them is.
_UNITS = {"D": Granularity.DAY, "W": Granularity.WEEK, "M": Granularity.MONTH, "Y": Granularity.YEAR}
_PRECISE = {"D": "%Y-%m-%d", "W": "%Y-%m-%d", "M": "%Y-%m", "Y": "%Y"}
_SOME_DAY = "XXXX-XX-XX"

#: The two ends of a range stand at most this many code points apart.
RANGE = 30
#: The first day that has a day before it in four digits, as an ordinal.
FIRST = 400
_FINE = (Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.DAY)


@dataclass(frozen=True, slots=True)
class Dated:
    """An event's date: its value (None when nothing is known), the timex that gives it, and the rule."""

    value: TimeValue | None
    timex: int | None
    rule: str

    @property
    def explicit(self) -> bool:
        """Whether words of the event's own clause give the date."""
        return self.rule == OWN


def explicit(
    candidate: Candidate, verdict: Verdict, reading: Reading, calendar: Calendar, published: TimeValue | None
) -> Dated | None:
    """The date that the candidate's own clause gives; None when it gives none."""
    if verdict.rule == POSTPONED and verdict.token is not None:
        index = calendar.best(calendar.by_predicate.get(verdict.token))
        return Dated(calendar.timexes[index].time, index, OWN) if index is not None else None
    index = _of_phrase(candidate, calendar)
    if index is None and candidate.kind is Kind.NOUN:
        index = _announced(candidate, reading, calendar, published)
    if index is None and (candidate.kind is Kind.VERB or _carried_by_clause(candidate, reading)):
        index = _of_clause(candidate, reading, calendar)
    if index is None and candidate.kind is Kind.VERB and candidate.type not in SPEECH:
        index = _when_ahead(candidate.token, reading, calendar, published)
    if index is None or _dates_content(index, candidate, calendar, reading, published):
        return None
    value = _bounded(calendar, index, candidate, verdict, reading, published)
    return Dated(value, index, OWN) if value is not None else None


def _of_phrase(candidate: Candidate, calendar: Calendar) -> int | None:
    """The expression inside the noun phrase that tells the happening."""
    if candidate.kind is Kind.NOUN:
        return calendar.best(calendar.by_noun.get(candidate.token) or calendar.by_predicate.get(candidate.token))
    found = (calendar.best(calendar.by_noun.get(word)) for word in candidate.parts)
    return next((index for index in found if index is not None), None)


def _of_clause(candidate: Candidate, reading: Reading, calendar: Calendar) -> int | None:
    """The expression in the clause, or beside the verb of aspect or plan that its infinitive hangs on."""
    verbs = (candidate.predicate, *(word for word in candidate.parts if reading.tokens[word].pos_ == "VERB"))
    for word in verbs:
        if word is None:
            continue
        index = calendar.best(calendar.by_predicate.get(word))
        above = _lender(word, reading) if index is None and reading.clause(word).infinitive else None
        if above is not None:
            index = calendar.best(calendar.by_predicate.get(above))
            index = None if index is None or calendar.timexes[index].value.endswith("_REF") else index
        if index is None and reading.clause(word).infinitive:
            index = _term(word, reading, calendar)
        if index is not None:
            return index
    return None


def _when_ahead(verb: int, reading: Reading, calendar: Calendar, published: TimeValue | None) -> int | None:
    """The date ahead of a clause of time under a present tense: "the school closes when the year ends in June"."""
    if reading.clause(verb).direction == "past":
        return None
    for child in reading.children[verb]:
        marks = reading.clause(child.i).marks if child.dep_ == "advcl" else ()
        if any(reading.lower[mark] in reading.grammar.generic_condition for mark in marks):
            index = calendar.best(calendar.by_predicate.get(child.i))
            if index is not None and _later(index, calendar, published):
                return index
    return None


def _term(word: int, reading: Reading, calendar: Calendar) -> int | None:
    """The term that a verb of demanding sets for its infinitive: "are ordered by June to ..."."""
    above = reading.governor(word)
    content = reading.lexicon.content(reading.verb_lemma(reading.tokens[above])) if above is not None else None
    index = calendar.best(calendar.by_predicate.get(above, [])) if above is not None and content in AHEAD else None
    return index if index is not None and _is_term(index, calendar, reading) else None


def _announced(candidate: Candidate, reading: Reading, calendar: Calendar, published: TimeValue | None) -> int | None:
    """The date ahead of what a verb announces by a noun: "called a debate on Wednesday", "is expected in May"."""
    token = reading.tokens[candidate.token]
    verb = token.head
    undergoes = token.dep_ == "obj" or (
        token.dep_.startswith("nsubj") and (reading.clause(verb.i).passive or resultative(verb, reading))
    )
    if not undergoes or candidate.predicate != verb.i or reading.lexicon.content(reading.verb_lemma(verb)) not in AHEAD:
        return None
    done = (child.i for child in reading.children[verb.i] if child.dep_ == "xcomp" and has(child, "VerbForm", "Part"))
    joined = (
        child.i
        for child in reading.children[verb.i]
        if child.dep_ == "conj" and not any(word.dep_.startswith("nsubj") for word in reading.children[child.i])
    )  # "is delayed and comes in May"
    found = (calendar.best(calendar.by_predicate.get(word)) for word in (verb.i, *done, *joined))
    index = next((index for index in found if index is not None), None)
    if index is None or not _later(index, calendar, published):
        return None
    others = (noun for noun, found in calendar.by_noun.items() if index in found and noun != candidate.token)
    return None if any((other := reading.noun(noun)) and other.concept.type for noun in others) else index


def _dates_content(
    index: int, candidate: Candidate, calendar: Calendar, reading: Reading, published: TimeValue | None
) -> bool:
    """Whether a date ahead belongs to what a past or bare verb announces, not to the announcing."""
    concept = candidate.concept
    if candidate.kind is not Kind.VERB or concept is None:
        return False
    calls_off = concept.content is Modality.DENIED and concept.type is EventType.RETREAT
    if concept.content not in AHEAD and not calls_off:  # "has called off the meeting on Monday"
        return False
    lent = index not in calendar.by_predicate.get(candidate.token, ()) and not candidate.parts
    if lent or not _later(index, calendar, published):
        return False
    if reading.clause(candidate.token).direction in ("past", None):
        return True
    return _is_term(index, calendar, reading) and any(
        child.pos_ == "VERB" and has(child, "VerbForm", "Inf") for child in reading.children[candidate.token]
    )


def _later(index: int, calendar: Calendar, published: TimeValue | None) -> bool:
    """Whether an expression lies wholly after the publication."""
    value = calendar.timexes[index].time
    if value is None or published is None or published.latest is None or value.earliest is None:
        return False
    return value.earliest > published.latest


def _is_term(index: int, calendar: Calendar, reading: Reading) -> bool:
    """Whether an expression sets a term by which something is to be done."""
    return calendar.prepositions.get(index) in reading.grammar.before or calendar.timexes[index].mod == "ON_OR_BEFORE"


def _carried_by_clause(candidate: Candidate, reading: Reading) -> bool:
    """Whether the clause around a noun tells of the noun's happening, so that its date is the noun's."""
    token = reading.tokens[candidate.token]
    if candidate.predicate is None:
        return False
    if candidate.predicate in candidate.parts:
        return True
    words = [child.lower_ for child in reading.children[token.i] if child.dep_ == "case"]
    return bool(words) and words[0] in reading.grammar.place and token.head.i == candidate.predicate


def _lender(word: int, reading: Reading) -> int | None:
    """The governor of an infinitive whose date is the infinitive's too: a verb of aspect, plan or expectation."""
    above = reading.governor(word)
    if above is None or reading.tokens[above].pos_ != "VERB" or reading.tokens[word].head.i != above:
        return None  # under a noun ("a decision to ...") it is what is decided, and has its own time
    readings = reading.lexicon.verb(reading.verb_lemma(reading.tokens[above]))
    concept = next((phrase.concept for phrase in readings if not phrase.words), None)
    if concept is None or concept.type is None:
        return above
    return None


def _bounded(
    calendar: Calendar,
    index: int,
    candidate: Candidate,
    verdict: Verdict,
    reading: Reading,
    published: TimeValue | None,
) -> TimeValue | None:
    """The value of an expression, limited by the preposition before it."""
    timex = calendar.timexes[index]
    value = timex.time
    if value is None:
        return None
    word = calendar.prepositions.get(index, "")
    grammar = reading.grammar
    ahead = verdict.modality in AHEAD
    low, high = low_end(value), high_end(value)
    dct_low, dct_high = (low_end(published), high_end(published)) if published else (None, None)
    if timex.value.endswith("_REF"):
        return value
    ends = _ends(index, calendar, reading)
    if ends is not None:
        return _interval(low_end(ends[0]), high_end(ends[1]))
    if word in grammar.before:
        return _interval(dct_low if ahead and not _past(value, published) else None, _before(value) or high)
    later = bool(published and value.earliest and published.latest and value.earliest > published.latest)
    if word in grammar.after:
        return _interval(low, None if ahead or later else dct_high)
    if calendar.pairs.get(index) in grammar.until or word in grammar.until[1:]:
        return _interval(dct_low if ahead else None, high)
    if word in grammar.since and candidate.kind is Kind.VERB:
        if ahead or later:
            return _interval(low, None)
        clause = reading.clause(candidate.token)
        if word == grammar.since[0] and (clause.perfect or clause.tense == "present"):
            return _interval(low, dct_high)
    return value


def _ends(index: int, calendar: Calendar, reading: Reading) -> tuple[TimeValue, TimeValue] | None:
    """The two dates of the range that an expression opens or closes ("from February to May"); None without one."""
    for first, last in ((index, index + 1), (index - 1, index)):
        if first < 0 or last >= len(calendar.timexes):
            continue
        one, other = calendar.timexes[first], calendar.timexes[last]
        if one.type is not TimexType.DATE or other.type is not TimexType.DATE or one.time is None or other.time is None:
            continue
        between = reading.text[one.end : other.start]
        before = reading.text[max(0, one.start - RANGE) : one.start].split()[-1:]
        ordered = one.time.earliest and other.time.latest and one.time.earliest <= other.time.latest
        if ordered and len(between) < RANGE and verbs(reading.pack.timexes.cues).ranges(between, "".join(before)):
            return one.time, other.time
    return None


def _past(value: TimeValue, published: TimeValue | None) -> bool:
    return bool(published and value.latest and published.earliest and value.latest < published.earliest)


def _before(value: TimeValue) -> str | None:
    """The last day, month or year that lies wholly before a value, as fine as the value itself."""
    first = value.earliest
    if first is None or value.approximate or first.toordinal() < FIRST:
        return None
    last = date.fromordinal(first.toordinal() - 1)
    if value.granularity in _FINE or value.granularity is Granularity.WEEK:
        return last.isoformat()
    return f"{last:%Y}" if value.granularity is Granularity.YEAR else f"{last:%Y-%m}"


def default(candidate: Candidate, verdict: Verdict, clause: Clause | None, published: TimeValue | None) -> Dated:
    """The date by tense and modality alone: before, at or after the DCT."""
    if published is None:
        return Dated(None, None, "no publication date")
    past = clause is not None and clause.direction == "past"
    modality = verdict.modality
    governed = verdict.rule in (CALLED_OFF, DISPUTED) or verdict.rule.startswith("governed")
    if modality in AHEAD or (modality is Modality.DENIED and governed):
        if past and modality in (Modality.POSSIBLE, Modality.DENIED):
            return Dated(_interval(None, high_end(published)), None, "past tense")
        return Dated(_interval(low_end(published), None), None, "ahead of publication")
    if candidate.kind is Kind.NOUN and candidate.predicate not in candidate.parts:
        return Dated(_interval(None, high_end(published)), None, "named as known")
    if past or clause is None:
        return Dated(_interval(None, high_end(published)), None, "past tense")
    if clause.direction == "future":
        return Dated(_interval(low_end(published), None), None, "ahead of publication")
    return Dated(published, None, "present tense")


def is_simple_past(clause: Clause | None) -> bool:
    """Whether a clause tells a story: finite past without perfect or modal."""
    return clause is not None and clause.tense == "past" and not clause.perfect and not clause.modals


def is_pluperfect(clause: Clause | None) -> bool:
    """Whether a clause looks back from a past point."""
    return clause is not None and clause.tense == "past" and clause.perfect and not clause.modals


def until(value: TimeValue) -> TimeValue | None:
    """At the latest at the end of a date."""
    return _interval(None, high_end(value))


def between(earlier: TimeValue, published: TimeValue | None) -> TimeValue | None:
    """From the day, or else the month, in which an earlier event can first lie, to the DCT (guide, decision 13)."""
    if earlier.earliest is None:
        return None
    low = f"{earlier.earliest:%Y-%m}" if earlier.granularity is not Granularity.YEAR else earlier.edtf[:4]
    if earlier.earliest == earlier.latest:
        low = earlier.earliest.isoformat()
    return _interval(low, high_end(published) if published else None)


def counted(known: TimeValue | None, length: Timex, *, back: bool) -> TimeValue | None:
    """The date so far from a known one, as exact as the unit: "three days after", "two months later" (decision 18).

    A definite unit is one of it ("the day after"); a vague or rounded length counts nothing.
    """
    if known is None or known.earliest is None or known.latest is None or length.mod is not None:
        return None
    match = LENGTH.fullmatch("P1D" if length.value == _SOME_DAY else length.value)
    if match is None:
        return None
    count, unit = int(match["count"]) * (-1 if back else 1), _UNITS[match["unit"]]
    first, last = arithmetic.shift(known.earliest, count, unit), arithmetic.shift(known.latest, count, unit)
    if first is None or last is None:
        return None
    ends = [f"{end:{_PRECISE[match['unit']]}}" for end in (first, last)]
    return edtf.read(ends[0] if ends[0] == ends[1] else "/".join(ends), anchor=Anchor.CONTEXT)


def low_end(value: TimeValue) -> str | None:
    """The EDTF date on which a value begins; None when it is open."""
    return _end(value, first=True)


def high_end(value: TimeValue) -> str | None:
    """The EDTF date on which a value ends; None when it is open."""
    return _end(value, first=False)


def _end(value: TimeValue, *, first: bool) -> str | None:
    day = value.earliest if first else value.latest
    if "/" in value.edtf:
        end = value.edtf.split("/")[0 if first else 1]
        return None if end in ("", "..") else end
    if value.edtf[:1] in "[{" or not value.edtf[:4].isdigit() or len(value.edtf.rstrip("~?%")) not in (4, 7, 10):
        return day.isoformat() if day else None
    if value.edtf[5:7].isdigit() and int(value.edtf[5:7]) > 12:
        return f"{day:%Y-%m}" if day else None
    return value.edtf


def _interval(low: str | None, high: str | None) -> TimeValue | None:
    if low is None and high is None:
        return None
    try:
        return edtf.read(f"{low or '..'}/{high or '..'}", anchor=Anchor.DCT)
    except DateError:
        return None
