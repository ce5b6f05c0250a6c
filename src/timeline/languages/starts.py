"""The words that a pattern can begin with, so that a text is searched by looking its words up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

#: A word for the look-up: a run of digits or of letters. Runs of digits of one length count as one word.
WORD = re.compile(r"\d+|[^\W\d_]+")
_LONGEST = 8
DIGITS = tuple("0" * length for length in range(_LONGEST + 1))

#: How many words of a match are looked up.
DEPTH = 3

#: What stands behind the last word of a match that may end there: anything.
END = ""


class Group(NamedTuple):
    """Beginnings that go on alike: each of the first words, then each of the second, and so on.

    `lead` is the kind of character right before the first word, "" where there is none. Words behind the first stand
    with the kind of character behind the word before them: ".000" for the end of "1.000". `tail` is what must stand
    behind the last: `END`, or a kind of character.
    """

    lead: str
    words: tuple[frozenset[str], ...]
    tail: str = END


@dataclass(frozen=True, slots=True)
class Starts:
    """How a pattern, or a part of one, can begin.

    `empty` where it can match nothing; `marks` are the kinds of character that it can begin with where it holds no
    word at all; `groups` are its first words, up to `DEPTH` of them.
    """

    empty: bool = False
    marks: frozenset[str] = frozenset()
    groups: tuple[Group, ...] = ()

    @property
    def first(self) -> frozenset[str]:
        """Every word that it can begin with."""
        return frozenset().union(*(group.words[0] for group in self.groups))

    @property
    def behind(self) -> frozenset[str]:
        """All that tells something behind the first word: kinds of character, and those with the second word."""
        return frozenset().union(*(_next(group, 1) for group in self.groups))

    @property
    def leads(self) -> frozenset[str]:
        """The kinds of character that it can begin with; "" stands for those of its first words."""
        return self.marks.union(group.lead for group in self.groups)

    def after(self, first: str, behind: str) -> frozenset[str] | None:
        """What can stand behind the first two words of a match, `END` for anything; None where none has such two.

        `behind` is a kind of character, or that and the second word.
        """
        possible = (END, behind[:1], behind)
        fitting = [
            group for group in self.groups if first in group.words[0] and not _next(group, 1).isdisjoint(possible)
        ]
        return frozenset().union(*(_next(group, 2) for group in fitting)) if fitting else None

    def then(self, other: "Starts") -> "Starts":
        """The beginnings of this followed by another."""
        groups: list[Group] = []
        for group in self.groups:
            lead, words_, tail = group
            if len(words_) == DEPTH:
                groups.append(group)
                continue
            if other.empty:
                groups.append(group)
            groups.extend(Group(lead, words_, tail or mark) for mark in sorted(other.marks))
            for between, more, end in other.groups:
                joined = (*words_, _led(tail or between, more[0]), *more[1:])
                groups.append(Group(lead, joined[:DEPTH], end))
        if self.empty:
            groups.extend(other.groups)
        groups.extend(group._replace(lead=mark) for mark in sorted(self.marks) for group in other.groups)
        marks = self.marks if other.empty or other.marks else frozenset[str]()
        if self.empty:
            marks |= other.marks
        return Starts(self.empty and other.empty, marks, tuple(dict.fromkeys(groups)))

    def either(self, other: "Starts") -> "Starts":
        """The beginnings of this or another."""
        groups = tuple(dict.fromkeys((*self.groups, *other.groups)))
        return Starts(self.empty or other.empty, self.marks | other.marks, groups)

    def optional(self) -> "Starts":
        """The same, or nothing."""
        return self.either(NOTHING)


#: The beginnings of what matches nothing, such as an option that is not taken.
NOTHING = Starts(empty=True)


def _next(group: Group, place: int) -> frozenset[str]:
    """What stands behind the word before a place of a group; `END` where that says nothing."""
    if place < len(group.words):
        return group.words[place]
    return frozenset({group.tail if place == len(group.words) < DEPTH else END})


@lru_cache(maxsize=1 << 12)
def _led(char: str, words_: frozenset[str]) -> frozenset[str]:
    """Words with a kind of character before each: its own where it stands right behind another word."""
    return frozenset(f"{char or character(word[0])}{word}" for word in words_)


def words(text: str) -> tuple[str, ...]:
    """The words of a phrase as the look-up sees them.

    >>> words("18-årig i Maj")
    ('00', 'årig', 'i', 'maj')
    """
    return tuple(look_up(word) for word in WORD.findall(text))


def look_up(word: str) -> str:
    """A word as it is looked up: in lower case, a run of digits as so many noughts."""
    if word[0].isdigit():
        return DIGITS[min(len(word), _LONGEST)]
    return word.lower()


def runs(shortest: int, longest: int) -> frozenset[str]:
    """Runs of digits by length, as they are looked up."""
    return frozenset(DIGITS[shortest : min(longest, _LONGEST) + 1])


def character(char: str) -> str:
    """The kind of a character, for looking up what a pattern can go on with: a blank, a letter or digit, or itself.

    >>> character("\\n"), character("ø"), character("/")
    (' ', 'a', '/')
    """
    return "a" if char.isalnum() else " " if char.isspace() else char


def starts_of(phrases: Iterable[str]) -> Starts:
    """The beginnings of a set of phrases.

    >>> starts_of(["kl."]).groups
    (Group(lead='', words=(frozenset({'kl'}),), tail='.'),)
    """
    empty, marks = False, set()
    groups: set[Group] = set()
    for phrase in phrases:
        found = list(WORD.finditer(phrase))
        if not found:
            empty |= not phrase
            marks |= {character(phrase[0])} if phrase else set()
            continue
        lead = character(phrase[0]) if found[0].start() else ""
        chars = ["", *(character(phrase[match.end()]) if match.end() < len(phrase) else END for match in found)]
        told = [frozenset({char + look_up(match.group())}) for char, match in zip(chars, found, strict=False)]
        groups.add(Group(lead, tuple(told[:DEPTH]), chars[min(len(told), DEPTH)]))
    for place in range(DEPTH):
        groups = _merged(groups, place)
    return Starts(empty, frozenset(marks), tuple(sorted(groups, key=_sorted)))


def _merged(groups: set[Group], place: int) -> set[Group]:
    """Groups that differ in one place only as one."""
    alike: dict[Group, set[str]] = {}
    done: set[Group] = set()
    for group in groups:
        if place < len(group.words):
            others = (*group.words[:place], frozenset[str](), *group.words[place + 1 :])
            alike.setdefault(group._replace(words=others), set()).update(group.words[place])
        else:
            done.add(group)
    for group, words_ in alike.items():
        done.add(group._replace(words=(*group.words[:place], frozenset(words_), *group.words[place + 1 :])))
    return done


def _sorted(group: Group) -> tuple[str, list[list[str]], str]:
    return group.lead, [sorted(words_) for words_ in group.words], group.tail
