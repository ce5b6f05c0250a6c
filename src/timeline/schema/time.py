"""When: partial and uncertain dates (EDTF), and the expressions that state them (TIMEX3)."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from timeline.schema.base import Value
from timeline.schema.text import Span


class Granularity(StrEnum):
    """The calendar unit that a time is precise to, finest first."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"


class Anchor(StrEnum):
    """What the parts of a date that its words leave out were filled in from."""

    TEXT = "text"  # nothing filled in: the words state all
    DCT = "dct"  # the document creation time
    CONTEXT = "context"  # a date stated elsewhere in the story


class TimeValue(Value):
    """A date as far as it is known, in EDTF (ISO 8601-2), with its bounds as inclusive days.

    `earliest` or `latest` is None where that side is open or unknown, or lies outside the years 1 to 9999
    that `datetime.date` holds. `approximate` is EDTF's `~`, `uncertain` its `?`; `%` sets both.
    `stated` lists the calendar units that the words gave, `inferred` those that were filled in, from `anchor`.
    Make one with `timeline.dates.edtf.read`.

    >>> from timeline.dates import edtf
    >>> value = edtf.read("2020-02")
    >>> value.earliest, value.latest, str(value.granularity)
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29), 'month')
    """

    edtf: str
    earliest: date | None
    latest: date | None
    granularity: Granularity
    approximate: bool = False
    uncertain: bool = False
    stated: tuple[Granularity, ...] = ()
    inferred: tuple[Granularity, ...] = ()
    anchor: Anchor | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"time {self.edtf!r} ends {self.latest} before it starts {self.earliest}")
        return self

    def __str__(self) -> str:
        return self.edtf


class TimexType(StrEnum):
    """TIMEX3's four types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimexMod(StrEnum):
    """TIMEX3's `mod` attribute."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"
    ON_OR_BEFORE = "ON_OR_BEFORE"
    ON_OR_AFTER = "ON_OR_AFTER"
    LESS_THAN = "LESS_THAN"
    MORE_THAN = "MORE_THAN"
    EQUAL_OR_LESS = "EQUAL_OR_LESS"
    EQUAL_OR_MORE = "EQUAL_OR_MORE"
    START = "START"
    MID = "MID"
    END = "END"
    APPROX = "APPROX"


class Timex(Span):
    """A time expression: its words, its TIMEX3 value, and what it means on the calendar.

    `time` is None when the words cannot be placed on the calendar (a free duration, a recurrence, or an
    expression whose anchor is not known). `rule` is the id of the pack rule that found it.

    >>> Timex(start=0, end=8, text="to timer", type="DURATION", value="PT2H", rule="duration").time is None
    True
    """

    type: TimexType
    value: str
    mod: TimexMod | None = None
    time: TimeValue | None = None
    rule: str
