"""When: the words of an event's own clause, then what the story inherits, then its tense against the DCT.

The order of authority is the annotation guide's: an explicit expression in the clause; the same sentence's anchor; the
paragraph's, where the story runs on in the simple past; the tense and modality.
"""

import re
from dataclasses import dataclass
from datetime import date

from timeline.dates import arithmetic, edtf
from timeline.errors import DateError
from timeline.extraction.arguments import resultative
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.clauses import Clause, has
from timeline.extraction.modality import POSTPONED, Verdict
from timeline.extraction.reading import Reading
from timeline.schema import Anchor, Granularity, Modality, TimeValue, Timex, TimexType
from timeline.schema.event import CALLED_OFF

#: The rule of a date that stands in the event's own clause, and not only near it.
OWN = "own clause"
#: The rule of a date that stands in a clause of time beside the event's ("died when a tank blew up on Tuesday").
WHEN = "clause of time"
#: Modalities that look ahead of the DCT.
AHEAD = (Modality.PLANNED, Modality.POSSIBLE, Modality.DEMANDED, Modality.CONDITIONAL)

#: A whole number of days, weeks, months or years, as TIMEX3 writes it, and how exact a date counted in them is.
_LENGTH = re.compile(r"P(?P<count>\d{1,4})(?P<unit>[DWMY])")
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


class Calendar:
    """The time expressions of a document by the word that they belong to."""

    def __init__(self, timexes: tuple[Timex, ...], reading: Reading) -> None:
        self.timexes = timexes
        self.by_predicate: dict[int, list[int]] = {}
        self.by_noun: dict[int, list[int]] = {}
        self.prepositions: dict[int, str] = {}
        self.pairs: dict[int, str] = {}
        self.closing: dict[int, bool] = {}
        self.predicates: dict[int, int] = {}
        self.attributes: set[int] = set()  # the parse hangs them on a noun: "the accounts for 2022"
        for index in range(len(timexes)):
            span = reading.spans[index]
            if not span:
                continue
            first, last = span[0], span[-1]
            if first > 0:
                self.prepositions[index] = reading.lower[first - 1]
                near = reading.lower[max(0, first - 3) : first]
                self.closing[index] = any(word in reading.grammar.until[:1] for word in near)
            if first > 1:
                self.pairs[index] = f"{reading.lower[first - 2]} {reading.lower[first - 1]}"
            word = reading.tokens[last]
            while word.head.i != word.i and (word.head.i in span or word.i not in span):
                word = word.head
            head, owned = word.head, False
            while (
                head.i != word.i
                and head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")
                and reading.predicate(head.i) != head.i
            ):
                self.by_noun.setdefault(head.i, []).append(index)
                if head.i < first:  # "fined on Wednesday Nordkemi": what stands before a noun is the verb's own
                    self.attributes.add(index)
                named = reading.noun(head.i) if has(head, "Definite", "Def") else None
                known = named is not None and named.concept.type is not None
                owned = known and _is_blamed(head.i, reading)
                if known or head.dep_ not in ("nmod", "appos", "conj", "nmod:poss", "flat") or head.head.i == head.i:
                    break  # "a charge for the accident in May": the date is the accident's
                head = head.head
            noun = first - 2
            adjacent = noun >= 0 and reading.tokens[first - 1].pos_ == "ADP" and reading.tokens[noun].pos_ == "NOUN"
            if adjacent and noun not in reading.timed and index not in self.by_noun.get(noun, ()):
                self.by_noun.setdefault(noun, []).append(index)  # "the raid in January", wherever the parse hangs it
                nominal = reading.noun(noun)
                if nominal is not None and nominal.concept.type is not None:
                    self.attributes.add(index)
            predicate = reading.predicate(word.i)
            if predicate is None or predicate in span:
                predicate = _neighbour(span, reading)
            predicate = _missed(span, reading) or predicate
            predicate = _before_mark(span, _in_content(span, predicate, reading), reading)
            if owned or (index in self.attributes and _is_blamed(noun, reading)):
                continue
            if predicate is not None and not _belongs_to_noun(span, reading):
                self.by_predicate.setdefault(predicate, []).append(index)
                self.predicates[index] = predicate

    def best(self, indices: list[int] | None) -> int | None:
        """The best expression: calendar dates before lengths and vague adverbs, a verb's own before a noun's."""
        ranked = [
            (self._rank(index), index in self.attributes, position, index)
            for position, index in enumerate(indices or ())
        ]
        ranked = [entry for entry in ranked if entry[0] < 3]
        return min(ranked)[3] if ranked else None

    def _rank(self, index: int) -> int:
        timex = self.timexes[index]
        if timex.time is None or timex.type is TimexType.SET:
            return 3
        if timex.value.endswith("_REF"):
            return 2
        return 1 if timex.type is TimexType.DURATION else 0

    def evening(self, index: int) -> bool:
        """Whether an expression means an evening, which a paper of the day has ahead; nights end in the morning."""
        return self.timexes[index].value.endswith("TEV")

    def recurrence(self, predicate: int | None) -> str | None:
        """The TIMEX3 SET value of a clause that tells of something recurring."""
        for index in self.by_predicate.get(predicate, ()) if predicate is not None else ():
            if self.timexes[index].type is TimexType.SET:
                return self.timexes[index].value
        return None


def _is_blamed(noun: int, reading: Reading) -> bool:
    """Whether a noun names a known deed that somebody is blamed for, and keeps its date: "fined for a fire in May"."""
    blamed = any(child.lower_ in reading.grammar.blame for child in reading.children[noun] if child.dep_ == "case")
    return blamed and has(reading.tokens[noun], "Definite", "Def")


def _belongs_to_noun(span: range, reading: Reading) -> bool:
    """Whether an expression only tells which one a noun means: "næste års budget", "aftalen fra 2015"."""
    last, first = reading.tokens[span[-1]], span[0]
    if has(last, "Case", "Gen") and last.dep_ == "nmod:poss":
        return True
    if first < 2 or reading.lower[first - 1] not in reading.grammar.source:
        return False
    return reading.tokens[first - 2].pos_ in ("NOUN", "PROPN") and first - 2 not in reading.timed


def _neighbour(span: range, reading: Reading) -> int | None:
    """The verb beside an expression that the parse leaves hanging: the sentence's next, else the one before."""
    start, end = reading.vicinity(span[0])
    if (
        span[0] == start
        and start > 0
        and not reading.tokens[start - 1].is_punct
        and not reading.tokens[start - 1].is_space
    ):
        # The parser cut the sentence in front of the date.
        start = reading.vicinity(start - 1)[0]
        order = (*range(span[0] - 1, start - 1, -1), *range(span[-1] + 1, end))
    else:
        order = (*range(span[-1] + 1, end), *range(span[0] - 1, start - 1, -1))
    return next((i for i in order if reading.tokens[i].pos_ == "VERB"), None)


def _missed(span: range, reading: Reading) -> int | None:
    """A finite verb that the parser missed in the same stretch between commas, whose clause it tore apart."""
    start, end = reading.vicinity(span[0])
    for verb in range(start, end):
        if verb in reading.promoted and (verb < span[0] or reading.tokens[verb - 1].pos_ != "CCONJ"):
            between = reading.tokens[min(verb, span[-1]) + 1 : max(verb, span[0])]
            if not any(word.is_punct or word.pos_ == "SCONJ" for word in between if word.text not in "()"):
                return verb
    return None


def _in_content(span: range, predicate: int | None, reading: Reading) -> int | None:
    """The verb of the content clause that an expression stands in, where the parse hangs it on the governing verb."""
    if predicate is None or predicate >= span[0]:
        return predicate
    between = reading.tokens[predicate + 1 : span[0]]
    opened = any(word.pos_ == "SCONJ" and word.lower_ in reading.grammar.complementizers for word in between)
    if not opened or any(word.pos_ == "VERB" for word in between):
        return predicate
    for word in reading.tokens[span[-1] + 1 : reading.vicinity(span[0])[1]]:
        if word.is_punct or word.pos_ == "SCONJ":
            break
        if word.pos_ == "VERB":
            return word.i
    return predicate


def _before_mark(span: range, predicate: int | None, reading: Reading) -> int | None:
    """The verb above a clause, for an expression in front of what opens it ("decided on Monday to sell")."""
    if predicate is None or predicate < span[0]:
        return predicate
    marks = [mark for mark in reading.clause(predicate).marks if mark not in span]
    above = reading.governor(predicate)
    return above if marks and above is not None and above < span[0] and span[-1] < marks[0] else predicate


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
    found = (calendar.best(calendar.by_predicate.get(word)) for word in (verb.i, *done))
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
    if candidate.kind is not Kind.VERB or concept is None or concept.content not in AHEAD:
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
    if word in grammar.before:
        return _interval(dct_low if ahead and not _past(value, published) else None, _before(value) or high)
    later = bool(published and value.earliest and published.latest and value.earliest > published.latest)
    if word in grammar.after:
        return _interval(low, None if ahead or later else dct_high)
    end = _range_end(index, calendar)
    if word in grammar.since and end is not None:
        return _interval(low, high_end(end))
    if calendar.pairs.get(index) in grammar.until or word in grammar.until[1:]:
        return _interval(dct_low if ahead else None, high)
    if word in grammar.since and candidate.kind is Kind.VERB:
        if ahead or later:
            return _interval(low, None)
        clause = reading.clause(candidate.token)
        if word == grammar.since[0] and (clause.perfect or clause.tense == "present"):
            return _interval(low, dct_high)
    return value


def _range_end(index: int, calendar: Calendar) -> TimeValue | None:
    """The date that closes a range ("fra februar til maj"), when the next expression does."""
    following = index + 1
    if following >= len(calendar.timexes) or calendar.predicates.get(following) != calendar.predicates.get(index):
        return None
    gap = calendar.timexes[following].start - calendar.timexes[index].end
    return calendar.timexes[following].time if calendar.closing.get(following) and gap < RANGE else None


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
    governed = verdict.rule == CALLED_OFF or verdict.rule.startswith("governed")
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
    match = _LENGTH.fullmatch("P1D" if length.value == _SOME_DAY else length.value)
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
