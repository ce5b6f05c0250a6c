"""Names of persons, bodies and countries: listed ones first, then the pipeline's entities, then capitalised runs."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from timeline.extraction.documents import text_of
from timeline.extraction.gazetteer import Gazetteer, Known, NounKind
from timeline.extraction.phrases import Phrase, feature, glued, has_capital, next_is_noun
from timeline.schema import ActorKind

_PARTY = re.compile(r"\s?\((\w{1,3})\)")
_LETTERS = re.compile(r"[^\W\d_]")


def find(doc: Doc, gazetteer: Gazetteer) -> list[Phrase]:
    spans: list[tuple[int, int, Known | None, str]] = []  # first, last, known, label
    surnames = {entity[-1].text for entity in doc.ents if entity.label_ == "PER" and len(entity) > 1}
    index = 0
    while index < len(doc):
        match = _known_at(doc, index, gazetteer)
        if match is None or (match[1].seat and gazetteer.bare(doc[index].text) in surnames):
            index += 1
            continue
        last, known = match
        spans.append((index, last, known, ""))
        index = last + 1
    taken = {index for first, last, _, _ in spans for index in range(first, last + 1)}
    for first, last, label in _entities(doc, gazetteer):
        if any(index in taken for index in range(first, last + 1)):
            inner = [span for span in spans if span[0] <= last and first <= span[1]]
            whole = len(inner) == 1 and first <= inner[0][0] and inner[0][1] <= last
            if not whole or last - first == inner[0][1] - inner[0][0]:
                continue
            if inner[0][0] == first and doc[inner[0][1]].text != gazetteer.bare(doc[inner[0][1]].text):
                continue  # a possessor and its possession are two names
            spans.remove(inner[0])
        spans.append((first, last, None, label))
        taken.update(range(first, last + 1))
    for first, last in _capitalised_runs(doc, gazetteer, taken):
        spans.append((first, last, None, ""))
    phrases = (_name(doc, gazetteer, *span) for span in sorted(spans, key=lambda span: span[0]))
    return [phrase for phrase in phrases if phrase is not None]


def _known_at(doc: Doc, index: int, gazetteer: Gazetteer) -> tuple[int, Known] | None:
    """The longest listed name that starts at a token, genitives included."""
    first = doc[index]
    if not (first.text[:1].isupper() or first.text[:1].isdigit() or "-" in first.text):
        return None
    for key in dict.fromkeys((first.text.casefold(), gazetteer.bare(first.text).casefold())):
        for words, known in gazetteer.names.get(key, ()):
            last = index + len(words) - 1
            if last >= len(doc):
                continue
            if all(
                _same_word(doc[index + i].text, word, i == len(words) - 1, gazetteer) for i, word in enumerate(words)
            ):
                if _continues(doc, index, last):
                    continue
                if len(words) == 1 and first.pos_ == "ADJ" and next_is_noun(doc[last]):
                    continue  # "konservative vælgere": an attribute, not the party
                return last, known
    return None


def _same_word(text: str, word: str, final: bool, gazetteer: Gazetteer) -> bool:
    for form in (text, gazetteer.bare(text)) if final else (text,):
        if form == word or (form.isupper() and form == word.upper() and len(word) > 3):
            return True
    return False


def _continues(doc: Doc, first: int, last: int) -> bool:
    """Whether a listed name is only a part of a longer one, by the parser's flat names."""
    token = doc[first]
    if token.dep_ == "flat" and token.head.i < first and token.head.text[:1].isupper() and token.head.pos_ == "PROPN":
        return True
    after = doc[last + 1] if last + 1 < len(doc) else None
    return after is not None and after.dep_ == "flat" and after.text[:1].isupper() and first <= after.head.i <= last


def _entities(doc: Doc, gazetteer: Gazetteer) -> list[tuple[int, int, str]]:
    """The pipeline's entities without titles in front, grown over the parser's flat names."""
    found = []
    for entity in doc.ents:
        first, last = entity.start, entity.end - 1
        while first <= last and _is_outside(doc[first], gazetteer, more=first < last):
            first += 1
        while last >= first and not _LETTERS.search(doc[last].text) and not doc[last].text[:1].isdigit():
            last -= 1
        if first > last:
            continue
        head = doc[first]
        if glued(head):
            continue
        if first == last and (_PARTY.fullmatch(f"({head.text})") and head.i and doc[head.i - 1].text == "("):
            continue
        if not any(token.text[:1].isupper() for token in doc[first : last + 1]):
            continue
        if (
            first == last
            and head.pos_ in ("NOUN", "ADJ", "VERB", "ADV", "NUM")
            and (entity.label_ != "ORG" or "-" in head.text or not _is_body(head, gazetteer))
        ):
            continue  # a common noun with a capital, or a compound built on a name
        while (
            last + 1 < len(doc)
            and doc[last + 1].dep_ == "flat"
            and doc[last + 1].text[:1].isupper()
            and doc[last + 1].i - 1 == last
            and doc[last + 1].ent_type_ in ("", entity.label_)
        ):
            last += 1
        while (
            first > 0
            and has_capital(doc[first - 1])
            and doc[first - 1].ent_type_ == ""
            and doc[first - 1].pos_ == "PROPN"
            and feature(doc[first - 1], "Case") != "Gen"
            and not doc[first].is_sent_start
            and not _is_outside(doc[first - 1], gazetteer, more=True)
        ):
            first -= 1
        found.append((first, last, entity.label_))
    return found


def _is_body(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a common noun with a capital may be a body's name: inside a sentence, or by its ending."""
    if not token.is_sent_start and feature(token, "Definite") == "Def":
        return True
    nouns = (gazetteer.noun(stem) for stem in gazetteer.stems(token.text))
    endings = gazetteer.lexicon.organisation_endings
    return any(noun is not None and noun.kind is NounKind.ORGANISATION for noun in nouns) or (
        bool(endings) and token.text.casefold().endswith(endings)
    )


def _is_outside(token: Token, gazetteer: Gazetteer, *, more: bool) -> bool:
    """Whether a leading token is a title, an article or an attribute and not part of the name."""
    if token.is_punct or token.is_space:
        return True
    if not more:
        return not has_capital(token)
    named = has_capital(token.nbor())
    if token.pos_ == "DET" and not named:
        return True
    if not has_capital(token):
        return token.text not in gazetteer.lexicon.particles
    if not named or feature(token, "Case") == "Gen":
        return False
    if token.is_sent_start and token.pos_ in ("CCONJ", "ADP", "ADV", "PRON", "SCONJ", "VERB", "AUX"):
        return True
    stems = gazetteer.stems(token.text)
    noun = next((noun for noun in map(gazetteer.noun, stems) if noun is not None), None)
    if noun is None:
        return False
    if noun.kind in (NounKind.TITLE, NounKind.PERSON):
        return True
    return noun.kind is NounKind.ORGANISATION and bool(token.is_sent_start) and gazetteer.noun(stems[0]) is None


def _capitalised_runs(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised proper nouns that nothing has claimed; a sentence's first word only with company."""
    runs = []
    index = 0
    while index < len(doc):
        if index in taken or not _is_name_word(doc[index]):
            index += 1
            continue
        last = index
        while last + 1 < len(doc) and last + 1 not in taken:
            step = doc[last + 1]
            if _is_name_word(step) or (
                step.text in gazetteer.lexicon.particles
                and last + 2 < len(doc)
                and last + 2 not in taken
                and _is_name_word(doc[last + 2])
            ):
                last += 1
            else:
                break
            if feature(doc[last - 1], "Case") == "Gen":
                last -= 1
                break
        while index < last and _is_outside(doc[index], gazetteer, more=True):
            index += 1
        start = doc[index]
        lone = index == last
        if start.is_sent_start and lone and start.pos_ != "PROPN":
            index = last + 1
            continue
        if not (lone and start.i and doc[start.i - 1].text == "(" and len(start.text) <= 3):
            runs.append((index, last))
        index = last + 1
    return runs


def _is_name_word(token: Token) -> bool:
    if not token.text[:1].isupper():
        return False
    if token.pos_ == "PROPN":
        return True
    return token.dep_ == "flat" and token.head.pos_ == "PROPN"


def _name(doc: Doc, gazetteer: Gazetteer, first: int, last: int, known: Known | None, label: str) -> Phrase | None:
    tokens = doc[first : last + 1]
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    text = text_of(doc)[start:end]
    paren = text.find("(")
    if paren > 0:
        end = start + len(text[:paren].rstrip())
        text = text_of(doc)[start:end]
    if (
        first > 1
        and doc[first - 2].text.endswith("-")
        and doc[first - 1].pos_ == "CCONJ"
        and has_capital(doc[first - 2])
    ):
        first -= 2  # "Justits- og Indenrigsministeriet" is one name
        start = doc[first].idx
        text = text_of(doc)[start:end]
    name = _without_genitive(doc, last, text, gazetteer, known)
    if known is not None and known.organisation is None and known.country is None:
        return None
    head = next((token.i for token in tokens if not first <= token.head.i <= last), first)
    phrase = Phrase("name", first, last, head, start, end, " ".join(name.split()), known=known, definite=True)
    party = _PARTY.match(text_of(doc), end)
    if party is not None and party[1].isupper():
        phrase.affiliation = party[1]
        phrase.kind = ActorKind.PERSON
    if known is not None:
        phrase.kind = ActorKind.COUNTRY if known.country else ActorKind.ORGANISATION
        phrase.country = known.country or (known.organisation.country if known.organisation else None)
        if known.seat and not _is_agent(doc[head]):
            return None  # a capital stands for its government only where it acts
        return phrase
    words = phrase.name.split()
    if phrase.name.casefold() in gazetteer.lexicon.not_actors:
        return None
    if label != "ORG" and _is_quoted(doc, first, last):
        return None  # a ship, a song, a film
    if phrase.kind is None:
        phrase.kind = _kind(words, label, gazetteer)
    if phrase.kind is None and label != "LOC" and (_acts(doc[head]) or _is_host(doc, first, gazetteer)):
        phrase.kind = ActorKind.ORGANISATION
    if phrase.kind is None and label == "LOC":
        return None
    if phrase.kind is ActorKind.PERSON:
        phrase.gender = gazetteer.gender(words[0])
        if len(words) == 1 and phrase.affiliation is None and _in_place(doc[head], gazetteer) and not phrase.gender:
            return None
    return phrase


def _is_quoted(doc: Doc, first: int, last: int) -> bool:
    """Whether a name stands in quotation marks of its own."""
    return first > 0 and last + 1 < len(doc) and doc[first - 1].is_quote and doc[last + 1].is_quote


def _without_genitive(doc: Doc, last: int, text: str, gazetteer: Gazetteer, known: Known | None) -> str:
    bare = gazetteer.bare(text)
    if bare == text:
        return text
    if "'" in text[len(bare) :] or "’" in text[len(bare) :]:
        return bare
    token = doc[last]
    if known is not None:
        return text if feature(token, "Case") != "Gen" and _known_whole(text, gazetteer) else bare
    if feature(token, "Case") == "Gen" and gazetteer.gender(token.text) is None:
        return bare
    return text


def _known_whole(text: str, gazetteer: Gazetteer) -> bool:
    words = tuple(text.split())
    return any(words == entry for entry, _ in gazetteer.names.get(words[0].casefold(), ()))


def _kind(words: list[str], label: str, gazetteer: Gazetteer) -> ActorKind | None:
    lexicon = gazetteer.lexicon
    if any(word in lexicon.designators for word in (words[0], words[-1])) or words[-1].casefold().endswith(
        lexicon.organisation_endings or ("\0",)
    ):
        return ActorKind.ORGANISATION
    if gazetteer.gender(words[0]) is not None and len(words) > 1:
        return ActorKind.PERSON
    if len(words) > 1 and any(
        noun is not None and noun.kind is NounKind.ORGANISATION
        for noun in map(gazetteer.noun, gazetteer.stems(words[-1]))
    ):
        return ActorKind.ORGANISATION
    if label == "PER":
        return ActorKind.PERSON
    if label == "ORG":
        return ActorKind.ORGANISATION
    if label == "LOC":
        return None
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return ActorKind.ORGANISATION
    return ActorKind.PERSON if len(words) > 1 or gazetteer.gender(words[0]) is not None else None


def _acts(token: Token) -> bool:
    """Whether a word is the subject of a verb."""
    return token.dep_ in ("nsubj", "nsubj:pass") and token.head.pos_ in ("VERB", "AUX")


def _is_host(doc: Doc, first: int, gazetteer: Gazetteer) -> bool:
    return first > 0 and doc[first - 1].text.casefold() in gazetteer.lexicon.hosts


def _is_agent(token: Token) -> bool:
    """Whether a place name acts: a subject, not the object of a preposition."""
    return token.dep_ == "nsubj" and not any(child.dep_ == "case" for child in token.children)


def _in_place(token: Token, gazetteer: Gazetteer) -> bool:
    before = token.nbor(-1) if token.i else None
    return before is not None and before.text.casefold() in gazetteer.lexicon.place_prepositions
