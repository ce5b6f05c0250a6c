"""The document creation time (DCT): what the caller gives as `published=`, or the text's own head states."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from timeline.dates import edtf
from timeline.errors import DateError
from timeline.extraction import resolve, timexes
from timeline.extraction.preprocess import ISO, MARGINAL_LENGTH, ZoneKind, zones
from timeline.languages.pack import Pack
from timeline.languages.zones import ZoneRules
from timeline.schema import Anchor, Granularity, TimeValue

#: Longer strings are sentences, not dates.
LONGEST_DATE = 80
#: dateparser's name for how much of a date was written, as EDTF's length of the ISO string.
_PERIODS = {"day": 10, "time": 10, "month": 7, "year": 4}
_ISO_LIKE = re.compile(r"[-+]?\d{4}-\d")
#: A year that prose cannot be read without: four digits, or the last of three numbers ("3/2-21"). dateparser alone
#: takes the day of "12. marts" for the year 2012.
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|\b\d{1,2}[./-]\s?\d{1,2}[./ -]\s?\d{2}\b")
#: What may stand before the date of a dateline, a place and an agency ("LIMA, Peru (Ritzau) "), and right behind it.
_PLACE = re.compile(r"(?:\(?[^\W\d_a-zà-öø-ÿ][\w.'-]{0,24}[,)/:]{0,2}\s?[-–—]?\s?){0,5}(?:[^\W\d_]{1,3}\.?\s)?")
_CLOSED = re.compile(r"\s*(?:\Z|[()/:–—-]|[\r\n])")
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}[:.]?\d{2}.*")


def published_date(value: object, language: str) -> TimeValue | None:
    """The DCT that a caller states: a `date`, a `TimeValue`, EDTF, or a written date in the article's language.

    Raises `DateError` when it is none of these.

    >>> str(published_date("12. marts 2020", "da")), str(published_date("2020-02", "da"))
    ('2020-03-12', '2020-02')
    """
    if value is None or isinstance(value, TimeValue):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return edtf.read(value.isoformat(), anchor=Anchor.TEXT)
    if not isinstance(value, str):
        raise DateError(f"published={value!r} is of type {type(value).__name__}; give a date, EDTF or a written date")
    words = value.strip()
    if match := _CLOCK.fullmatch(words):
        words = match[1]
    try:
        return edtf.read(words, anchor=Anchor.TEXT)
    except DateError as error:
        # dateparser reads "2020-13" as some day of 2020; what looks like ISO 8601 must be ISO 8601.
        found = None if _ISO_LIKE.match(words) else written_date(words, language)
        if found is None:
            raise DateError(
                f"published={value!r} is no date; give a datetime.date, EDTF such as '2020-02', "
                "or a written date with its year"
            ) from error
        return found


def head_date(text: str, pack: Pack) -> TimeValue | None:
    """The publication date that the text states in its own head: after a label, as its first line, or in a dateline.

    None when the head states none; a date without a year counts as none.

    >>> from timeline.languages import loader
    >>> str(head_date("Lima, torsdag den 16. maj 2019\\n\\nJorden rystede i går.", loader.load("da")))
    '2019-05-16'
    """
    for zone in zones(text, pack.zones)[:3]:
        words = text[zone.start : zone.end]
        if zone.kind is ZoneKind.HEAD and (match := ISO.search(words)):
            try:
                return edtf.read(match[0], anchor=Anchor.TEXT)
            except DateError:
                continue
        if not any(character.isdigit() for character in words[:LONGEST_DATE]):
            continue
        value = _dateline(words, pack)
        if value is None and len(words) <= MARGINAL_LENGTH:
            value = written_date(_without_label(words, pack.zones), pack.code)
        if value is not None:
            return value
    return None


def _dateline(words: str, pack: Pack) -> TimeValue | None:
    """The full date that opens a line: behind at most a place, and closed by the line's end or a mark."""
    head = words[:LONGEST_DATE]
    for timex in resolve.resolve(timexes.find(head, pack), pack, text=head, published=None)[:1]:
        full = timex.time is not None and timex.time.granularity is Granularity.DAY
        place = _PLACE.fullmatch(_without_label(head[: timex.start], pack.zones))
        closed = _CLOSED.match(words, timex.end)
        if full and place and closed:
            return timex.time
    return None


def _without_label(words: str, rules: ZoneRules) -> str:
    for label in rules.head_labels:
        if words.casefold().startswith(label.casefold()):
            return words[len(label) :].lstrip(" :\t")
    return words


def written_date(words: str, language: str) -> TimeValue | None:
    """The absolute date that a few words of prose state, as precise as they are; None when they state none.

    Only dates with a year count, so that the answer never depends on today.

    >>> str(written_date("marts 2020", "da")), written_date("12. marts", "da")
    ('2020-03', None)
    """
    if len(words) > LONGEST_DATE or not _YEAR.search(words):
        return None
    data = _parser(language).get_date_data(words)
    if data.date_obj is None or data.period not in _PERIODS:
        return None
    return edtf.read(data.date_obj.date().isoformat()[: _PERIODS[data.period]], anchor=Anchor.TEXT)


@lru_cache
def _parser(language: str) -> Any:
    from dateparser.date import DateDataParser  # slow to import, and needed for prose alone

    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["year"],
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "RELATIVE_BASE": datetime(2000, 1, 1),
        "TIMEZONE": "UTC",
        "RETURN_TIME_AS_PERIOD": True,
    }
    try:
        return DateDataParser(languages=[language.partition("-")[0]], settings=settings)
    except ValueError:  # a language that dateparser does not know
        return DateDataParser(settings=settings)
