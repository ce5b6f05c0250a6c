"""Corrects the statistical names by what is sure: listed names, shapes of bodies, and words that are no names.

Precedence, highest first; within a step the longest match from the left wins:

1. Listed names of several words, and single words of the lists that are certain ("Højesteret", "FN").
2. Names by their shape: "Vejle Kommune", "Region Fyn", "Retten i Ribe", "Klima- og Energiministeriet", "Kolding Fjord".
3. A party's letter in parentheses is the party.
4. The statistical names that none of these touches, without compounds built on a name ("FN-soldaterne") and titles in
   front; one word in capitals is no person, nor is a noun that has its capital from the start of a sentence; initials
   and a surname are no place; a listed place is no person unless people bear the name, too, and behind a preposition of
   place it is a place, and no name is a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from timeline.extraction import gazetteer, nominals
from timeline.extraction.gazetteer import NounKind
from timeline.languages import loader
from timeline.languages.names import NameLexicon, Shapes

#: Parts of speech that are no part of a name.
_FUNCTION = frozenset({"ADP", "SCONJ", "CCONJ", "PRON", "ADV", "AUX", "INTJ", "PUNCT"})

_INITIAL = re.compile(r"(?:[^\W\d_]{1,2}\.)+")
#: No name has more capitalised words on one side of the word that tells its kind.
REACH = 4
#: The most letters of an acronym that is taken for a body.
ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Lists:
    """A pack's names by their first word, longest first; places by their words."""

    shapes: Shapes
    letters: frozenset[str]
    names: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    places: frozenset[str]
    nouns: gazetteer.Gazetteer | None

    def is_place(self, name: str) -> bool:
        """Whether a name is a listed place that nobody bears as a given name."""
        return name in self.places and (self.nouns is None or self.nouns.genders.get(name) is None)

    def bare(self, word: str) -> str:
        """A word without the ending of the genitive."""
        return next(
            (word[: -len(end)] for end in self.shapes.genitive if word.endswith(end) and len(word) > len(end) + 1), word
        )


@lru_cache
def lists(language: str) -> Lists | None:
    """The lists of a language's pack, ready for look-up; None where the pack has none."""
    pack = loader.load(language)
    return _compile(pack.names, gazetteer.compiled(pack)) if pack.names is not None else None


def _compile(lexicon: NameLexicon, nouns: gazetteer.Gazetteer | None) -> Lists:
    names: dict[str, dict[tuple[str, ...], str]] = {}
    for _, one in lexicon.lists:
        for name in one.names:
            words = tuple(name.split())
            if len(words) > 1 or (one.certain and len(name) > 1):
                names.setdefault(words[0], {}).setdefault(words, one.label)
    ordered = {first: tuple(sorted(found.items(), key=lambda entry: -len(entry[0]))) for first, found in names.items()}
    places = frozenset(name for _, one in lexicon.lists if one.label == "LOC" for name in one.names)
    return Lists(lexicon.ruler, frozenset(lexicon.letters), ordered, places, nouns)


def correct(doc: Doc, known: Lists) -> list[Span]:
    """The names of a Doc after correction, in order and without overlap."""
    taken: set[int] = set()
    sure: list[Span] = []
    for step in (_listed, _bodies, _letters):
        for first, last, label in step(doc, known):
            words = range(first, last + 1)
            if taken.isdisjoint(words):
                taken.update(words)
                sure.append(Span(doc, first, last + 1, label))
    for guessed in doc.ents:
        unsure = taken.isdisjoint(range(guessed.start, guessed.end))
        if unsure and not _is_compound(guessed) and guessed[-1].text not in known.shapes.events:
            name = _body(_without_title(guessed, known), known)
            if not _is_noun(name):
                sure.append(_in_place(_person(name), known))
    return sorted(sure, key=lambda span: span.start)


def _bodies(doc: Doc, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Bodies and places by the word that opens or closes them."""
    shapes = known.shapes
    end = 0
    for token in doc:
        if token.i < end or not token.text[:1].isupper():
            continue
        found = _closed(doc, token.i, end, known) or _opened(doc, token.i, shapes) or _tailed(doc, token.i, known)
        if found is not None:
            yield found
            end = found[1] + 1


def _closed(doc: Doc, last: int, end: int, known: Lists) -> tuple[int, int, str] | None:
    """A name by its last word: capitalised words before it, or parts of a word that hyphens leave open."""
    shapes, word = known.shapes, known.bare(doc[last].text)
    first = _ellipsis(doc, last, shapes) if word.endswith(shapes.elliptic or ("\0",)) else last
    if first < last:
        return first, last, "ORG"
    body, place = word in shapes.closes, word in shapes.places
    if not (body or place) or _goes_on(doc, last):
        return None
    first = last
    while first > max(end, last - REACH) and _is_part(doc[first - 1]):
        first -= 1
        if first > end + 1 and doc[first - 1].text == "&" and doc[first - 2].text[:1].isupper():
            first -= 2
    if word in shapes.elliptic and first == last - 1:
        first = _ellipsis(doc, first, shapes)
    return (first, last, "ORG" if body else "LOC") if first < last else None


def _opened(doc: Doc, first: int, shapes: Shapes) -> tuple[int, int, str] | None:
    """A body by its first word: a capitalised place or name behind it."""
    if doc[first].text not in shapes.opens:
        return None
    last = first
    if last + 2 < len(doc) and doc[last + 1].text in shapes.inside and doc[last + 2].text[:1].isupper():
        last += 2
    elif last + 1 < len(doc) and doc[last + 1].text[:1].isupper() and not doc[last + 1].is_sent_start:
        last += 1
    if last == first:
        return None
    while last - first < REACH and _goes_on(doc, last):
        last += 1
    return first, last, "ORG"


def _tailed(doc: Doc, index: int, known: Lists) -> tuple[int, int, str] | None:
    """A body or a street that is one word, by its ending; at the start of a sentence every word has a capital."""
    token = doc[index]
    word = known.bare(token.text)
    body = word.endswith(known.shapes.tails or ("\0",))
    street = word.endswith(known.shapes.streets or ("\0",))
    if token.is_sent_start or not (body or street) or token.text.isupper():
        return None
    before = doc[index - 1] if index else None
    if before is None or (before.is_punct and before.text != ",") or _is_part(before) or not word[1:].islower():
        return None
    return index, index, "ORG" if body else "LOC"


def _is_part(token: Token) -> bool:
    """Whether a word can belong to a name that goes on behind it."""
    text = token.text
    if not text[:1].isupper() or text.endswith("-") or (token.is_sent_start and token.pos_ == "NOUN"):
        return False
    return token.pos_ not in _FUNCTION and (not text.isupper() or len(text) < 6)


def _ellipsis(doc: Doc, last: int, shapes: Shapes) -> int:
    """Where a coordination of word parts begins that a body's last word closes ("Klima-, Energi- og ...")."""
    first = last
    if last < 2 or doc[last - 1].text not in shapes.joins:
        return last
    index = last - 2
    while index >= 0 and doc[index].text.endswith("-") and doc[index].text[:1].isupper():
        first = index
        index -= 1
        if index >= 0 and doc[index].text == ",":
            index -= 1
    return first


def _listed(doc: Doc, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Listed names, the last word with or without its genitive."""
    end = 0
    for token in doc:
        if token.i < end:
            continue
        for words, label in known.names.get(token.text, ()) or known.names.get(known.bare(token.text), ()):
            last = token.i + len(words) - 1
            if last >= len(doc):
                continue
            inner = all(doc[token.i + k].text == words[k] for k in range(len(words) - 1))
            closing = doc[last].text
            if not inner or words[-1] not in (closing, known.bare(closing)) or _is_longer(doc, token.i, last):
                continue
            if label != "LOC" or token.ent_type_ != "ORG":  # a club by its town
                yield token.i, last, label
                end = last + 1
                break


def _is_longer(doc: Doc, first: int, last: int) -> bool:
    """Whether the statistical name begins before a listed one or goes on behind it ("Folketingets Ombudsmand")."""
    ahead = last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I"
    return doc[first].ent_iob_ == "I" or ahead


def _letters(doc: Doc, known: Lists) -> Iterator[tuple[int, int, str]]:
    for token in doc[1:-1]:
        if token.text in known.letters and doc[token.i - 1].text == "(" and doc[token.i + 1].text == ")":
            yield token.i, token.i, "ORG"


def _goes_on(doc: Doc, last: int) -> bool:
    """Whether a name goes on behind a word of it: the statistical component holds both together."""
    return (
        last + 1 < len(doc)
        and doc[last + 1].ent_iob_ == "I"
        and doc[last + 1].text[:1].isupper()
        and doc[last].ent_type_ != ""
    )


def _is_compound(name: Span) -> bool:
    """Whether a name is one word that is built on one: a hyphen with a lower-case word behind."""
    head, _, tail = name.text.rpartition("-")
    return len(name) == 1 and head[-1:].isalnum() and tail.isalpha() and tail.islower()


def _is_noun(name: Span) -> bool:
    """Whether a guessed person is one noun that begins a sentence."""
    return name.label_ == "PER" and len(name) == 1 and name[0].pos_ == "NOUN" and bool(name[0].is_sent_start)


def _person(name: Span) -> Span:
    """Initials and a surname are a person where the guess was a place ("H. C. Lund")."""
    initials = [token.text for token in name[:-1]]
    if name.label_ == "LOC" and initials and all(_INITIAL.fullmatch(text) for text in initials):
        return Span(name.doc, name.start, name.end, "PER")
    return name


def _without_title(name: Span, known: Lists) -> Span:
    """A person's name without the title in front that begins a sentence, and so with a capital."""
    first = name[0]
    if name.label_ != "PER" or len(name) < 2 or not first.is_sent_start:
        return name
    noun = nominals.read(first, known.nouns)[0] if known.nouns is not None else None
    titled = first.pos_ == "NOUN" or (noun is not None and noun.kind is NounKind.TITLE)
    return Span(name.doc, name.start + 1, name.end, "PER") if titled else name


def _body(name: Span, known: Lists) -> Span:
    """No person is called by one word in capitals, but in a line of capitals, or by a word that closes another name."""
    word = known.bare(name[-1].text)
    if len(name) > 1 and name.label_ == "PER" and word in (*known.shapes.closes, *known.shapes.places):
        return Span(name.doc, name.start, name.end, "ORG" if word in known.shapes.closes else "LOC")
    if name.label_ == "ORG" or len(name) > 1:
        return name
    line = name.sent if name.doc.has_annotation("SENT_START") else name.doc[:]
    capitals = name.label_ == "PER" and word.isupper() and word.isalpha() and 2 <= len(word) <= ACRONYM
    acronym = capitals and any(token.is_lower and len(token) > 1 for token in line)
    if acronym or (word.istitle() and word.endswith(known.shapes.tails or ("\0",))):
        return Span(name.doc, name.start, name.end, "ORG")
    return name


def _in_place(name: Span, known: Lists) -> Span:
    """A name with the kind that the preposition before it leaves open."""
    if name.label_ == "LOC":
        return name
    before = name.doc[name.start - 1].lower_ if name.start else ""
    shapes = known.shapes
    word = known.bare(name.text)
    listed = (before in shapes.toward and name.text in known.places) or (name.label_ == "PER" and known.is_place(word))
    if listed or (before in shapes.within and name.label_ == "PER" and word == name.text):
        return Span(name.doc, name.start, name.end, "LOC")
    return name
