"""What an expression takes from those beside it: the month of a range's other end, the year behind a list."""

from timeline.extraction.readings import Reading
from timeline.extraction.rules import Found, leaf
from timeline.extraction.setting import Setting
from timeline.languages.timexes import Op

#: Slots of expressions that a year behind the last of a range or list holds for all of: "from May to July 1992".
_WITHIN_YEAR = frozenset({"day", "month", "season", "quarter", "half"})
#: So many members of a list, each so near the one before, are looked through for its year.
_MEMBERS, _APART = 4, 12


def completed(found: Found, setting: Setting) -> Found:
    """An expression with the slots that it borrows from its neighbour: "3.-5. May" has one month."""
    other = setting.neighbour(found, 1 if found.rule.borrow == "next" else -1)
    if other is None:
        return found
    names = ("month",) if "yy" in found.slots else ("day", "month", "year", "yy", "year_shift")
    missing = {name: value for name, value in leaf(other).slots.items() if name in names}
    return found._replace(slots={**missing, **found.slots})


def range_opening(found: Found, setting: Setting) -> Reading | None:
    """The date that begins the range which an expression ends: "Monday to" before "Friday"."""
    other = setting.neighbour(found, -1)
    if other is None or setting.last is None or setting.last[0] != other.start:
        return None
    return setting.last[1] if setting.verbs.ranges(setting.text[other.end : found.start]) else None


def range_year(found: Found, setting: Setting) -> int | None:
    """The year that stands behind the end of the range or list that an expression begins."""
    current = found
    for _ in range(_MEMBERS):
        other = setting.neighbour(current, 1)
        if other is None or other.start - current.end > _APART:
            return None
        if not setting.verbs.joins(setting.text[current.end : other.start]):
            return None
        core = leaf(other)
        if core.rule.op is not Op.CALENDAR and other.rule.op is not Op.JOIN_WITHIN:
            return None
        if other.rule.op is Op.JOIN_WITHIN and setting.dct:
            outer = other.parts[1].slots
            if "year" in outer:
                return int(outer["year"])
            if outer.get("unit") == "year" and "shift" in outer:
                return setting.dct.first.year + int(outer["shift"])
            return None
        if "year_shift" in core.slots and setting.dct:
            return setting.dct.first.year + int(core.slots["year_shift"])
        if "year" in core.slots:
            return int(core.slots["year"]) if core.slots.keys() & _WITHIN_YEAR else None
        current = other
    return None
