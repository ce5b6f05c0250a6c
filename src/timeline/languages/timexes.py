"""Schema of `calendar.toml`, `numbers.toml` and `timexes.toml`: the words and patterns of time."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from timeline.schema import Granularity, TimexMod, Value


def _pairs(table: Any) -> Any:
    """A TOML table as pairs, for a frozen model holds no dict; lists within become tuples."""
    if not isinstance(table, dict):
        return table
    return tuple((str(key), _pairs(value)) for key, value in table.items())


#: What a word stands for, and the forms of the word: `1 = ["mandag", "man."]`. A form may hold options, "to(og)?tyve".
Words = Annotated[tuple[tuple[str, tuple[str, ...]], ...], BeforeValidator(_pairs)]

#: Word lists by name; each is a slot that patterns can use.
Lexicons = Annotated[tuple[tuple[str, Words], ...], BeforeValidator(_pairs)]


class Calendar(Value):
    """Names of days, months, seasons, parts of day, units and feasts.

    `locale` is the CLDR locale whose names of months and weekdays the slots `<month>` and `<weekday>` start from;
    `weekday` (ISO, Monday is 1) and `month` add the forms that CLDR lacks. `unit` maps the plain forms of each unit
    to its name; `lexicon` holds every other form (definite, genitive ...) as a slot of its own.
    """

    locale: str
    weekday: Words
    month: Words
    unit: Words
    season: Words
    part: Words
    feast: Words
    lexicon: Lexicons = ()


class Numbers(Value):
    """Number words, fractions and ordinals.

    `cardinal` and `ordinal` map a number to its words; `compound` are templates that join a `{ten}` and a `{unit}`
    (21 to 99), a `{hundred}` and the rest. `fraction` maps a decimal number to its words. `ordinal_mark` makes
    an ordinal of digits: one mark, or several between bars ("st|nd"). `scale` are nouns that multiply ("million").
    `units` names nouns that count the same thing, `money` is what millions of nothing else are of; `limits` are the
    words for "about" and "at least" that stand before numbers of things but not before lengths of time.
    """

    decimal: str
    thousands: str
    cardinal: Words
    ordinal: Words = ()
    ordinal_mark: str = ""
    compound: tuple[str, ...] = ()
    compound_ordinal: tuple[str, ...] = ()
    fraction: Words = ()
    and_a_half: tuple[str, ...] = ()
    scale: Words = ()
    units: Words = ()
    limits: Words = ()
    money: str = "million"


class Op(StrEnum):
    """What a rule means; each is one function of `timeline.extraction`."""

    NONE = "none"  # looks like a time expression and is none: takes its place and leaves nothing
    CALENDAR = "calendar"  # year, month, day, week, season, feast ...; what is missing is filled in
    RELATIVE = "relative"  # the unit `shift` places from the one that holds the document's date: last year
    DAY = "day"  # the day `shift` days from the document's date: tomorrow, tonight
    AGO = "ago"  # a counted length back or ahead from the document's date
    DURATION = "duration"  # a free length
    ANCHORED = "anchored"  # a length that ends or begins with the document's date
    LATER = "later"  # a counted length after or before a date of the text
    ADJACENT = "adjacent"  # the unit next to a date of the text: the day after
    SAME = "same"  # the unit that holds a date of the text: that day
    REST = "rest"  # the part of a unit after or before the document's date: later this year
    PARTITION = "partition"  # a counted part of a period: its last month, its first Sunday
    SET = "set"  # a recurrence
    CLOCK = "clock"  # an hour of a day
    REF = "ref"  # now, earlier, henceforth
    # of two expressions joined:
    JOIN_TIME = "join-time"  # a date and the hour or part of day on it
    JOIN_WITHIN = "join-within"  # a weekday, month ... within a week or year
    JOIN_SAME = "join-same"  # two names of one date
    # of an expression with words before or behind it:
    EDGE = "edge"  # its early, middle or late third
    MOD = "mod"  # about, the whole of
    LIMIT = "limit"  # at the latest, at the earliest
    NEAR = "near"  # soon after, shortly before
    OFFSET = "offset"  # so many units after or before it
    NTH = "nth"  # a counted part of it


class Rule(Value):
    """One pattern over typed slots and what it means.

    `before` and `after` are patterns of which one must stand right before or behind the match, `not_before` and
    `not_after` patterns of which none may; they are no part of the expression. `case = "lower"` refuses a match
    that is written like a name, `case = "title"` one that is not (English "may"). `left` and `right` say what kinds
    of expression a rule joins or takes. `borrow` says that the words leave the month or year to the expression
    beside it, `from_now` that the document's date counts and never one of the story. `opener` is a first word that
    belongs to what is counted from a date ("in two weeks") and not to a bare length ("done in two weeks").
    `examples` are (phrase, TIMEX3 value) pairs, read on the rules' reference date; the value is empty where the
    rule says that the phrase is no time expression. The other fields are values of slots that the words leave
    unsaid.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    pattern: tuple[str, ...] = Field(min_length=1)
    op: Op
    examples: tuple[tuple[str, str], ...] = Field(min_length=1)
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    case: Literal["any", "lower", "title"] = "any"
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    opener: str | None = None
    kind: str | None = None
    shift: int | None = None
    number: str | None = None
    unit: str | None = None
    weekday: int | None = None
    month: int | None = None
    season: str | None = None
    part: str | None = None
    feast: str | None = None
    edge: Literal["START", "MID", "END"] | None = None
    mod: TimexMod | None = None
    direction: Literal["past", "future", "nearest"] | None = None
    ref: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"] | None = None
    value: str | None = None
    offset: str | None = None
    borrow: Literal["next", "previous"] | None = None
    from_now: bool = False


class Cues(Value):
    """Words that tell the time of a clause where no parser does, and what kind of statement it makes."""

    #: Finite verbs, or two words that point together ("was to").
    past: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    #: Endings of regular ones, and words that have them by chance.
    past_endings: tuple[str, ...] = ()
    present_endings: tuple[str, ...] = ()
    unverbal: tuple[str, ...] = ()
    #: Auxiliaries that make a past tense with a participle, and the endings of participles.
    perfect: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()
    #: Up to two words behind these a past form is a participle, and points where they do ("will be tried").
    auxiliaries: tuple[str, ...] = ()
    #: Verbs whose present tense tells what was said, at latest on the document's date.
    reporting: tuple[str, ...] = ()
    #: Words that open a clause of reported speech ("that").
    reported: tuple[str, ...] = ()
    #: Verbs that leave open where a date lies ("was to").
    unreal: tuple[str, ...] = ()
    #: Participles of what is to come when it "is" so ("summoned").
    arranged: tuple[str, ...] = ()
    #: Verbs of states, beside which "today" means these days, but not beside a participle of `happened` ("has today
    #: been elected").
    stative: tuple[str, ...] = ()
    happened: tuple[str, ...] = ()
    #: Words beside which a weekday or month means every one; beside `always` a whole date or feast does, too, and
    #: beside `single` none does ("opens again").
    habitual: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    #: Beside `staged` words ("the concert") an hour belongs to one day, beside `gathering` ones ("the reception") to
    #: the one that its notice has told.
    staged: tuple[str, ...] = ()
    gathering: tuple[str, ...] = ()
    #: After these a date lies in the past ("since"), or where the modal verb points ("by"), or it may say how old a
    #: thing is ("from").
    backward: tuple[str, ...] = ()
    forward: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    on_day: tuple[str, ...] = ()
    #: Words between the ends of a range or the members of a list ("to", "and"), those between the ends of a range
    #: alone ("to", "until"), and those before and between them ("between", "and").
    joining: tuple[str, ...] = ()
    ranging: tuple[str, ...] = ("-", "–", "—")
    enclosing: tuple[tuple[str, str], ...] = ()
    #: Between quotation marks behind words that end so ("the film"), or behind a name with such an ending
    #: ("Bergman's"), stands a title.
    titled: tuple[str, ...] = ()
    owning: tuple[str, ...] = ()
    #: Whether a night is named by the day on which it begins ("Friday night, at 2 a.m." is on Saturday), not ends.
    nights_begin: bool = False
    #: Whether a bare weekday that is the document's own means that day even where the verb points ahead, as the
    #: English wires write it ("will vote Tuesday", on a Tuesday).
    today_by_name: bool = False
    #: A full stop behind these ends no sentence.
    abbreviations: tuple[str, ...] = ()


class TimexRules(Value):
    """Patterns over typed slots, each with an id and examples that run as tests.

    `reference` is the date on which the examples are read. `rule` find expressions, `join` puts two that stand beside
    each other together (the pattern is what may stand between), `prefix` takes words before an expression into it.
    """

    reference: str = "1992-07-05"
    lexicon: Lexicons = ()
    cues: Cues = Cues()
    rule: tuple[Rule, ...] = ()
    join: tuple[Rule, ...] = ()
    prefix: tuple[Rule, ...] = ()


def granularity(unit: str) -> Granularity:
    """The granularity of a unit's name in a pack ("fortnight" counts in weeks ...).

    >>> str(granularity("weekend"))
    'day'
    """
    return Granularity(_COARSE.get(unit, unit))


_COARSE = {"weekend": "day", "quarterhour": "minute", "halfyear": "half"}
