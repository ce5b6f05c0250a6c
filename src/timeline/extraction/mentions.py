"""Phrases that may name an actor: names, noun phrases, pronouns, national adjectives; who they are comes later.

Names come from the pack's gazetteer, the pipeline's entities and capitalised runs after a role noun, in this order of
trust. Noun phrases are read from parts of speech in a row, since attachment is where parsers err most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from timeline.extraction.gazetteer import Gazetteer, Known, Noun, NounKind
from timeline.languages.actors import Gender, Number, Pronoun
from timeline.schema import ActorKind

_PARTY = re.compile(r"\s?\((\w{1,3})\)")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Phrase:
    """A candidate: tokens `first` to `last` (inclusive), `head` among them, code points `start` to `end`.

    `name` is what the actor would be called (genitive stripped), `lemma` the head noun's, `covers` further tokens that
    stand for the phrase, such as the title before a name. `possessor` and `within` are head tokens of phrases that tell
    where the bearer of an office belongs; `apposed` says that the phrase before, after a comma, is the same actor.
    """

    form: str  # "name", "nominal", "pronoun", "adjective", "relative"
    first: int
    last: int
    head: int
    start: int
    end: int
    name: str
    kind: ActorKind | None = None
    lemma: str = ""
    noun: Noun | None = None
    known: Known | None = None
    pronoun: Pronoun | None = None
    definite: bool = False
    plural: bool = False
    country: str | None = None
    gender: Gender | None = None
    title: str | None = None
    former: bool = False
    affiliation: str | None = None
    possessor: int | None = None
    within: int | None = None
    covers: tuple[int, ...] = ()


def find(doc: Doc, gazetteer: Gazetteer) -> tuple[Phrase, ...]:
    """All candidate phrases in text order; no two names and no two noun phrases share a head."""
    if not len(doc):
        return ()
    names = _names(doc, gazetteer)
    taken = {index for phrase in names for index in range(phrase.first, phrase.last + 1)}
    found = list(names)
    if doc.has_annotation("POS"):
        # National adjectives are consumed by the noun phrases that they describe.
        nominals = _nominals(doc, gazetteer, taken)
        heads = {phrase.head for phrase in nominals}
        inside = {index for phrase in nominals for index in range(phrase.first, phrase.last + 1)}
        found += nominals
        for token in doc:
            if token.i in taken or token.i in heads:
                continue
            phrase = _single(token, gazetteer, inside)
            if phrase is not None:
                found.append(phrase)
    _titles(doc, gazetteer, found)
    return tuple(sorted(found, key=lambda phrase: (phrase.start, -phrase.end)))


# --- names ---------------------------------------------------------------------------------------------------------


def _names(doc: Doc, gazetteer: Gazetteer) -> list[Phrase]:
    spans: list[tuple[int, int, Known | None, str]] = []  # first, last, known, label
    index = 0
    while index < len(doc):
        match = _known_at(doc, index, gazetteer)
        if match is None:
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
                if len(words) == 1 and first.pos_ == "ADJ" and _next_is_noun(doc, last):
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


def _next_is_noun(doc: Doc, last: int) -> bool:
    return last + 1 < len(doc) and doc[last + 1].pos_ in ("NOUN", "ADJ")


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
        if first == last and (_PARTY.fullmatch(f"({head.text})") and head.i and doc[head.i - 1].text == "("):
            continue
        if not any(token.text[:1].isupper() for token in doc[first : last + 1]):
            continue
        if (
            first == last
            and head.pos_ in ("NOUN", "ADJ", "VERB", "ADV", "NUM")
            and (entity.label_ != "ORG" or "-" in head.text)
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
            and doc[first].dep_ == "flat"
            and doc[first - 1].text[:1].isupper()
            and doc[first - 1].ent_type_ == ""
            and doc[first - 1].pos_ == "PROPN"
        ):
            first -= 1
        found.append((first, last, entity.label_))
    return found


def _is_outside(token: Token, gazetteer: Gazetteer, *, more: bool) -> bool:
    """Whether a leading token of an entity is a title, an article or an attribute and not part of the name."""
    if token.is_punct or token.is_space:
        return True
    noun = gazetteer.noun(token.lemma_) if token.pos_ == "NOUN" else None
    if token.text[:1].islower():
        return token.text not in gazetteer.lexicon.particles or not more
    return more and noun is not None and noun.kind in (NounKind.TITLE, NounKind.PERSON)


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
            if doc[last - 1].morph.get("Case") == ["Gen"]:
                last -= 1
                break
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
    text = doc.text[start:end]
    paren = text.find("(")
    if paren > 0:
        end = start + len(text[:paren].rstrip())
        text = doc.text[start:end]
    name = _without_genitive(doc, last, text, gazetteer, known)
    if known is not None and known.organisation is None and known.country is None:
        return None
    head = next((token.i for token in tokens if not first <= token.head.i <= last), first)
    phrase = Phrase("name", first, last, head, start, end, " ".join(name.split()), known=known, definite=True)
    if party := _PARTY.match(doc.text, end):
        if party[1].isupper():
            phrase.affiliation = party[1]
            phrase.kind = ActorKind.PERSON
    if known is not None:
        phrase.kind = ActorKind.COUNTRY if known.country else ActorKind.ORGANISATION
        phrase.country = known.country or (known.organisation.country if known.organisation else None)
        if known.seat and not _is_agent(doc[head]):
            return None  # a capital stands for its government only where it acts
        return phrase
    words = phrase.name.split()
    if phrase.kind is None:
        phrase.kind = _kind(words, label, gazetteer)
    if phrase.kind is None and label == "LOC":
        return None
    if phrase.kind is ActorKind.PERSON:
        phrase.gender = gazetteer.gender(words[0])
        if len(words) == 1 and phrase.affiliation is None and _in_place(doc[head], gazetteer) and not phrase.gender:
            return None
    return phrase


def _without_genitive(doc: Doc, last: int, text: str, gazetteer: Gazetteer, known: Known | None) -> str:
    bare = gazetteer.bare(text)
    if bare == text:
        return text
    if "'" in text[len(bare) :] or "’" in text[len(bare) :]:
        return bare
    token = doc[last]
    if known is not None:
        return text if token.morph.get("Case") != ["Gen"] and _known_whole(text, gazetteer) else bare
    if token.morph.get("Case") == ["Gen"] and gazetteer.gender(token.text) is None:
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
    if label == "PER":
        return ActorKind.PERSON
    if label == "ORG":
        return ActorKind.ORGANISATION
    if label == "LOC":
        return None
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return ActorKind.ORGANISATION
    return ActorKind.PERSON if len(words) > 1 or gazetteer.gender(words[0]) is not None else None


def _is_agent(token: Token) -> bool:
    """Whether a place name acts: a subject or a possessor, not the object of a preposition."""
    return token.dep_ in ("nsubj", "nmod:poss") and not any(child.dep_ == "case" for child in token.children)


def _in_place(token: Token, gazetteer: Gazetteer) -> bool:
    before = token.nbor(-1) if token.i else None
    return before is not None and before.text.casefold() in gazetteer.lexicon.place_prepositions


# --- noun phrases --------------------------------------------------------------------------------------------------


def _nominals(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> list[Phrase]:
    found = []
    for token in doc:
        if token.i in taken:
            continue
        noun, lemma = _noun_of(token, gazetteer)
        if noun is None:
            continue
        phrase = _nominal(doc, token, noun, lemma, gazetteer, taken)
        if phrase is not None:
            found.append(phrase)
    return found


def _noun_of(token: Token, gazetteer: Gazetteer) -> tuple[Noun | None, str]:
    """The listed noun that a token is, and its lemma; adjectives count where they stand for people."""
    if token.pos_ in ("NOUN", "PROPN"):
        for form in dict.fromkeys(
            (token.lemma_.casefold(), token.text.casefold(), gazetteer.bare(token.text).casefold())
        ):
            if form in gazetteer.inhabitants:
                return Noun(NounKind.PERSON, form), form
            if (noun := gazetteer.noun(form)) is not None:
                return noun, form
            for ending in (*gazetteer.lexicon.forms.plural, *gazetteer.lexicon.forms.definite):
                stem = form[: -len(ending)]
                if form.endswith(ending) and stem in gazetteer.inhabitants:
                    return Noun(NounKind.PERSON, stem), stem
        return None, ""
    if token.pos_ in ("ADJ", "VERB", "NUM") and not _next_is_noun(token.doc, token.i):
        opener = token.doc[token.i - 1] if token.i else None
        if (
            opener is None
            or opener.pos_ not in ("DET", "ADJ", "NUM")
            or (not token.is_alpha and not token.text[:1].isdigit())
        ):
            return None, ""
        if gazetteer.age is not None and gazetteer.age.fullmatch(token.text):
            return Noun(NounKind.PERSON, ""), token.text
        form = gazetteer.bare(token.text.casefold())
        for stem in (form, form[:-1], form[:-2], token.lemma_.casefold()):
            noun = gazetteer.nouns.get(stem)
            if noun is not None and noun.kind is NounKind.PERSON and form.endswith("e"):
                return noun, stem
    return None, ""


def _nominal(doc: Doc, token: Token, noun: Noun, lemma: str, gazetteer: Gazetteer, taken: set[int]) -> Phrase | None:
    first, possessor = _left_edge(doc, token, taken, gazetteer)
    words = doc[first : token.i]
    opener = doc[first]
    determined = opener.pos_ in ("DET", "PRON") and first < token.i
    morph = token.morph
    plural = (
        morph.get("Number") == ["Plur"]
        or noun.kind is NounKind.PEOPLE
        or (token.pos_ != "NOUN" and opener.morph.get("Number") == ["Plur"])
    )
    quantified = any(word.pos_ == "NUM" or word.text.casefold() in gazetteer.lexicon.quantifiers for word in words)
    if quantified and noun.kind in (NounKind.TITLE, NounKind.PERSON) and morph.get("Number") != ["Sing"]:
        plural = True
    definite = (
        morph.get("Definite") == ["Def"]
        or possessor is not None
        or (determined and opener.morph.get("PronType") in (["Dem"], ["Prs"]))
        or noun.kind is NounKind.PEOPLE
    )
    indefinite = determined and opener.morph.get("PronType") == ["Ind"]
    capital = token.text[:1].isupper() and not token.is_sent_start
    if not plural:
        if noun.kind in (NounKind.TITLE, NounKind.PERSON) and not (definite or indefinite):
            return None
        if noun.kind in (NounKind.ORGANISATION, NounKind.LAND, NounKind.COLLECTIVE) and not (
            definite or indefinite or capital or noun.base in gazetteer.lexicon.unique
        ):
            return None
    if noun.kind is NounKind.LAND and not plural and possessor is None and any(w.pos_ == "ADJ" for w in words):
        return None
    kind = {
        NounKind.TITLE: ActorKind.PERSON,
        NounKind.PERSON: ActorKind.PERSON,
        NounKind.COLLECTIVE: ActorKind.GROUP,
        NounKind.PEOPLE: ActorKind.GROUP,
        NounKind.LAND: ActorKind.COUNTRY,
        NounKind.ORGANISATION: ActorKind.ORGANISATION,
    }[noun.kind]
    if plural:
        kind = ActorKind.GROUP
    last, within = _right_edge(doc, token, noun, kind, taken, gazetteer)
    country = gazetteer.inhabitants.get(lemma)
    for word in words:
        if (nation := gazetteer.nationalities.get(word.text.casefold())) is not None and country is None:
            country = nation
    start, end = opener.idx, doc[last].idx + len(doc[last].text)
    text = doc.text[start:end]
    if last == token.i and (morph.get("Case") == ["Gen"] or _looks_genitive(token, lemma, gazetteer)):
        text = gazetteer.bare(text)
    return Phrase(
        "nominal",
        first,
        last,
        token.i,
        start,
        end,
        " ".join(text.split()),
        kind=kind,
        lemma=lemma,
        noun=noun,
        definite=definite and not indefinite,
        plural=plural,
        country=country,
        gender=gazetteer.gender(lemma) if kind is ActorKind.PERSON else None,
        title=lemma if noun.kind is NounKind.TITLE and kind is ActorKind.PERSON else None,
        former=any(word.lemma_.casefold() in gazetteer.lexicon.former for word in words),
        possessor=possessor,
        within=within,
    )


def _looks_genitive(token: Token, lemma: str, gazetteer: Gazetteer) -> bool:
    return token.dep_ == "nmod:poss" and gazetteer.bare(token.text) != token.text and token.text.casefold() != lemma


def _left_edge(doc: Doc, token: Token, taken: set[int], gazetteer: Gazetteer) -> tuple[int, int | None]:
    """The first token of the noun phrase that ends in `token`, and its possessor's head token."""
    first, possessor = token.i, None
    index = token.i - 1
    sentence = token.sent.start if doc.has_annotation("SENT_START") else 0
    while index >= sentence and token.i - index <= 12:
        word = doc[index]
        following = doc[index + 1]
        if (
            word.pos_ in ("ADJ", "NUM")
            or (word.pos_ == "VERB" and word.dep_ == "amod")
            or word.text.casefold() in gazetteer.lexicon.quantifiers
        ):
            if index in taken and word.pos_ == "ADJ":
                break
        elif word.pos_ in ("DET",) or (word.pos_ == "PRON" and word.morph.get("Poss") == ["Yes"]):
            first = index
            if word.morph.get("Poss") == ["Yes"] and possessor is None:
                possessor = index
            if not (index and doc[index - 1].text.casefold() in gazetteer.lexicon.quantifiers):
                break
        elif word.morph.get("Case") == ["Gen"] and word.pos_ in ("PROPN", "NOUN", "ADJ", "PRON") and possessor is None:
            possessor = index
            while (
                index - 1 >= sentence
                and index in taken
                and (index - 1) in taken
                and doc[index].dep_ in ("flat", "nmod:poss")
            ):
                index -= 1
        elif (
            (
                word.pos_ == "ADV"
                and following.pos_ in ("ADJ", "NUM")
                and following.i <= token.i
                and first == following.i
            )
            or (word.pos_ == "CCONJ" and following.pos_ == "ADJ" and index and doc[index - 1].pos_ == "ADJ")
            or (
                word.text == ","
                and following.pos_ in ("ADJ", "VERB")
                and index
                and doc[index - 1].pos_ in ("ADJ",)
                and first == following.i
            )
        ):
            pass
        else:
            break
        first = index
        index -= 1
    while first < token.i and (
        doc[first].text == ","
        or (
            doc[first].pos_ in ("CCONJ", "ADV")
            and doc[first].text.casefold() not in gazetteer.lexicon.quantifiers
            and not (
                doc[first + 1].pos_ == "NUM"
                or (doc[first].dep_ == "advmod" and doc[first].head.i in range(first, token.i + 1))
            )
        )
    ):
        first += 1
    return first, possessor


def _right_edge(
    doc: Doc, token: Token, noun: Noun, kind: ActorKind, taken: set[int], gazetteer: Gazetteer
) -> tuple[int, int | None]:
    """The last token of the phrase, over a complement that tells whose office or which body; its head token."""
    lexicon = gazetteer.lexicon
    index = token.i + 1
    if index + 1 >= len(doc) or doc[index].text not in lexicon.member_prepositions or doc[index].is_sent_start:
        return token.i, None
    target = index + 1
    if doc[target].pos_ == "DET" and target + 1 < len(doc):
        target += 1
    while target + 1 < len(doc) and doc[target].pos_ == "ADJ" and doc[target + 1].pos_ in ("NOUN", "ADJ"):
        target += 1
    word = doc[target]
    listed = gazetteer.noun(word.lemma_) if word.pos_ == "NOUN" else None
    body = listed is not None and listed.kind is NounKind.ORGANISATION
    named = target in taken or (word.pos_ == "PROPN" and word.text[:1].isupper())
    last = target
    while (
        last + 1 < len(doc)
        and named
        and (last + 1 in taken or doc[last + 1].pos_ == "PROPN")
        and doc[last + 1].text[:1].isupper()
    ):
        last += 1
    if noun.kind in (NounKind.COLLECTIVE, NounKind.ORGANISATION) and not (
        kind is ActorKind.GROUP and noun.kind is NounKind.ORGANISATION
    ):
        if named or body:
            if (
                body
                and last + 2 < len(doc)
                and doc[last + 1].text in lexicon.place_prepositions
                and _capital(doc[last + 2])
            ):
                last += 2
            return last, target
        return token.i, None
    if noun.kind is NounKind.TITLE and kind is ActorKind.PERSON and (named or body):
        return token.i, target
    return token.i, None


def _capital(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


# --- pronouns, relatives, adjectives -------------------------------------------------------------------------------


def _single(token: Token, gazetteer: Gazetteer, inside: set[int]) -> Phrase | None:
    """A pronoun, relative pronoun or national adjective that stands alone."""
    text = token.text.casefold()
    start, end = token.idx, token.idx + len(token.text)

    def phrase(form: str, **values: object) -> Phrase:
        return Phrase(form, token.i, token.i, token.i, start, end, token.text, **values)  # type: ignore[arg-type]

    pronoun = gazetteer.pronouns.get(text)
    if pronoun is not None and token.pos_ in ("PRON", "DET"):
        article = token.pos_ == "DET" and token.morph.get("Poss") != ["Yes"]
        if article or (token.i + 1 < len(token.doc) and token.nbor().text in gazetteer.lexicon.relatives):
            return None
        return phrase("pronoun", pronoun=pronoun, plural=pronoun.number is Number.MANY, gender=pronoun.gender)
    if text in gazetteer.lexicon.relatives and token.pos_ in ("PRON", "SCONJ", "ADP", "DET") and token.i:
        return phrase("relative") if token.dep_ not in ("expl", "case") else None
    nation = gazetteer.nationalities.get(text)
    if nation is not None and token.pos_ == "ADJ" and token.i not in inside:
        return phrase("adjective", country=nation, kind=ActorKind.COUNTRY)
    return None


# --- titles --------------------------------------------------------------------------------------------------------


def _titles(doc: Doc, gazetteer: Gazetteer, found: list[Phrase]) -> None:
    """Give each name the title glued to it, and make what follows a title a person."""
    for phrase in found:
        if phrase.form != "name" or phrase.first == 0 or phrase.known is not None:
            continue
        before = doc[phrase.first - 1]
        noun = (
            gazetteer.noun(before.lemma_) or gazetteer.noun(before.text)
            if before.pos_ in ("NOUN", "PROPN", "ADJ")
            else None
        )
        if noun is None or before.morph.get("Case") == ["Gen"]:
            continue
        if noun.kind is NounKind.TITLE:
            _entitle(doc, phrase, before, gazetteer)
        elif noun.kind is NounKind.ORGANISATION and before.morph.get("Definite") == ["Def"]:
            phrase.kind, phrase.lemma, phrase.noun = ActorKind.ORGANISATION, before.lemma_.casefold(), noun
            phrase.covers = (before.i,)


def _entitle(doc: Doc, phrase: Phrase, before: Token, gazetteer: Gazetteer) -> None:
    phrase.kind = ActorKind.PERSON
    words = phrase.name.split()
    phrase.gender = gazetteer.gender(words[0]) or gazetteer.gender(before.lemma_)
    phrase.lemma = before.lemma_.casefold() if before.morph.get("Number") != ["Plur"] else before.text.casefold()
    phrase.noun = gazetteer.noun(phrase.lemma)
    title, index = phrase.lemma, before.i - 1
    if index > 0 and doc[index].pos_ == "CCONJ" and doc[index - 1].text.endswith("-"):
        title = f"{doc[index - 1].text.casefold()} {doc[index].text} {title}"
        index -= 2
    phrase.title = title
    covers = [before.i]
    while (
        index >= 0
        and (doc[index].pos_ == "ADJ" or doc[index].morph.get("Case") == ["Gen"])
        and not doc[index + 1].is_sent_start
    ):
        word = doc[index]
        if (nation := gazetteer.nationalities.get(word.text.casefold())) is not None:
            phrase.country = nation
        if word.lemma_.casefold() in gazetteer.lexicon.former:
            phrase.former = True
        if word.morph.get("Case") == ["Gen"]:
            phrase.possessor = index
            break
        index -= 1
    phrase.covers = tuple(covers)
