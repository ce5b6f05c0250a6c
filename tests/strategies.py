"""Hypothesis strategies that the tests share; each says what it draws from."""

from datetime import date

from hypothesis import strategies as st

from timeline.dates import edtf
from timeline.dates.allen import Allen, Uncertain
from timeline.schema import Actor, Event, Participant, Source, Span

#: Days in the years that news is about.
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))

_qualifier = st.sampled_from(["", "", "", "?", "~", "%"])
_any_year = st.from_regex(r"-?[0-9]{4}", fullmatch=True)
_year = st.integers(1, 9999).map(edtf.year)


def _masked(text: str, mask: list[bool]) -> str:
    """Return a date with some of its digits unspecified."""
    flags = iter(mask)
    return "".join("X" if char.isdigit() and next(flags, False) else char for char in text)


plain_dates = st.one_of(
    st.dates().map(edtf.day),
    st.builds(edtf.month, st.integers(1, 9999), st.integers(1, 12)),
    _year,
)
seasons = st.builds(edtf.month, st.integers(1, 9998), st.integers(21, 41))
qualified_dates = st.builds(str.__add__, plain_dates, _qualifier)
unspecified_dates = st.builds(_masked, plain_dates, st.lists(st.booleans(), min_size=1, max_size=8))
component_qualified = st.builds(
    lambda day, marks: "-".join(mark + part for mark, part in zip(marks, day.isoformat().split("-"), strict=True)),
    days,
    st.tuples(_qualifier, _qualifier, _qualifier),
)
long_years = st.one_of(
    st.integers(10_000, 10**12).map(lambda year: f"Y{year}"),
    st.builds(lambda base, power: f"Y-{base}E{power}", st.integers(1, 99), st.integers(1, 99)),
    st.builds(lambda year, digits: f"{year:04}S{digits}", st.integers(1, 9999), st.integers(1, 4)),
)
date_times = st.builds(
    lambda moment, zone: moment.isoformat() + zone,
    st.datetimes().map(lambda moment: moment.replace(microsecond=0)),
    st.sampled_from(["", "Z", "+02:00", "-05"]),
)
_end = st.one_of(qualified_dates, st.just(".."))


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """EDTF intervals that end after they start, also with open ends and ends of unlike precision."""
    first, last = draw(_end), draw(_end)
    if ".." not in (first, last):
        first, last = sorted((first, last), key=lambda text: edtf.bounds(text)[0] or date.min)
        if (edtf.bounds(last)[1] or date.max) < (edtf.bounds(first)[0] or date.min):
            return first
    return first if first == last == ".." else f"{first}/{last}"


@st.composite
def sets(draw: st.DrawFn) -> str:
    """One-of and all-of sets of dates and of ranges, in order."""
    members = sorted(draw(st.lists(plain_dates, min_size=2, max_size=5)))
    style = draw(st.sampled_from(["[%s]", "{%s}"]))
    before, after = draw(st.sampled_from(["", ".."])), draw(st.sampled_from(["", ".."]))
    return style % (before + ",".join(members) + after)


#: EDTF of levels 0 to 2 that the standard allows.
edtf_texts = st.one_of(
    qualified_dates,
    seasons,
    unspecified_dates,
    component_qualified,
    long_years,
    date_times,
    intervals(),
    sets(),
)

#: Strings over EDTF's own alphabet: nearly all of them nonsense.
edtf_like = st.text("0123456789X-/.,[]{}~?%YESTZ^+: ", max_size=24)


@st.composite
def definite_intervals(draw: st.DrawFn, *, spread: int = 12) -> tuple[date, date]:
    """First and last day of a short stretch, close enough together that every Allen relation turns up."""
    start = date(2020, 1, 1).toordinal()
    first, last = sorted((draw(st.integers(0, spread)), draw(st.integers(0, spread))))
    return date.fromordinal(start + first), date.fromordinal(start + last)


@st.composite
def uncertain_intervals(draw: st.DrawFn) -> tuple[Uncertain, tuple[date, date]]:
    """An uncertain interval together with a definite one that it allows."""
    first, last = draw(definite_intervals())

    def around(day: date) -> tuple[date | None, date | None]:
        low, high = draw(st.integers(-1, 5)), draw(st.integers(-1, 5))
        return (
            None if low < 0 else date.fromordinal(day.toordinal() - low),
            None if high < 0 else date.fromordinal(day.toordinal() + high),
        )

    return Uncertain(around(first), around(last)), (first, last)


relation_sets = st.frozensets(st.sampled_from(list(Allen)))


_ACTORS = tuple(
    Actor(id=f"{kind.lower()}:{name.casefold().replace(' ', '-')}", name=name, kind=kind)
    for kind, name in (
        ("PERSON", "Karen Lund"),
        ("PERSON", "Ole Dam"),
        ("ORGANISATION", "Nordkemi"),
        ("ORGANISATION", "Byrådet"),
        ("GROUP", "naboerne"),
    )
)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """One telling of an event in one of a few articles, dated or not, by few actors, so that many tell the same."""
    number, place = draw(st.integers(1, 5)), draw(st.integers(0, 8)) * 20
    concept = draw(st.sampled_from(["fire", "visit", "resign"]))
    when = draw(st.sampled_from(["2024-03-04", "2024-03-05", "2024-03", "../2024-03-20", "2024-05-01", None]))
    published = edtf.read(f"2024-0{2 + number}-20")
    people = draw(st.lists(st.sampled_from(_ACTORS), max_size=2, unique=True))
    roles = draw(st.permutations(["AGENT", "PATIENT"]))
    words = f"{concept}."
    trigger = Span(start=place, end=place + len(concept), text=concept)
    return Source(
        id=f"{number}-{place}",
        document=f"doc-{number}",
        published=published,
        trigger=trigger,
        sentence=Span(start=place, end=place + len(words), text=words),
        time=Span(start=place, end=place + 1, text=words[0]) if when and ".." not in when else None,
        label=f"{concept} told by {number}",
        type="OTHER",
        when=edtf.read(when) if when else None,
        modality=draw(st.sampled_from(["ACTUAL", "ACTUAL", "ACTUAL", "PLANNED", "DENIED"])),
        participants=tuple(Participant(actor=a, role=r) for a, r in zip(people, roles, strict=False)),
        concept=concept,
        confidence=draw(st.sampled_from([0.5, 0.9])),
    )


@st.composite
def tellings(draw: st.DrawFn) -> list[Event]:
    """Fresh events of a few articles, with cues between events of one article."""
    found = {source.id: source for source in draw(st.lists(sources(), max_size=14))}
    told = []
    for source in found.values():
        others = [other for other in found if other != source.id and found[other].document == source.document]
        after = tuple(draw(st.lists(st.sampled_from(others), max_size=1))) if others else ()
        told.append(Event.fresh(source.replace(after=after)))
    return told
