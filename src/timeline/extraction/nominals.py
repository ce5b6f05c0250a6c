"""Noun phrases for people and bodies, read from parts of speech in a row: attachment is where parsers err most."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from timeline.extraction.documents import text_of
from timeline.extraction.gazetteer import Gazetteer, Noun, NounKind
from timeline.extraction.phrases import Phrase, feature, glued, has_capital, next_is_noun
from timeline.schema import ActorKind

#: A noun phrase reaches at most this many words to the left of its noun.
REACH = 12
_KINDS = {
    NounKind.TITLE: ActorKind.PERSON,
    NounKind.PERSON: ActorKind.PERSON,
    NounKind.COLLECTIVE: ActorKind.GROUP,
    NounKind.PEOPLE: ActorKind.GROUP,
    NounKind.LAND: ActorKind.COUNTRY,
    NounKind.ORGANISATION: ActorKind.ORGANISATION,
}


def find(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> list[Phrase]:
    """The noun phrases outside names (`taken` tokens) that name people, bodies or countries, in text order."""
    found = []
    for token in doc:
        if token.i in taken:
            continue
        noun, lemma = listed(token, gazetteer)
        if noun is not None:
            phrase = _phrase(doc, token, noun, lemma, gazetteer, taken)
        else:
            phrase = _partitive(doc, token, gazetteer, taken)
        if phrase is not None:
            found.append(phrase)
    return found


def read(token: Token, gazetteer: Gazetteer) -> tuple[Noun | None, str]:
    """The listed noun that a word is by its letters alone, whatever its tag, and its lemma."""
    for form in dict.fromkeys((token.lemma_.casefold(), *gazetteer.stems(token.text[glued(token) :]))):
        if (noun := gazetteer.noun(form)) is not None:
            return noun, form
    return None, ""


def listed(token: Token, gazetteer: Gazetteer) -> tuple[Noun | None, str]:
    """The listed noun that a token is, and its lemma; adjectives count where they stand for people."""
    if token.pos_ in ("NOUN", "PROPN"):
        text = token.text[glued(token) :]
        proper = token.pos_ == "PROPN" and has_capital(token) and not token.is_sent_start
        for form in dict.fromkeys((token.lemma_.casefold(), *gazetteer.stems(text))):
            if proper and form not in gazetteer.nouns:
                continue  # a town may end like a noun for people
            if form in gazetteer.inhabitants:
                return Noun(NounKind.PERSON, form), form
            if (noun := gazetteer.noun(form)) is not None:
                return noun, form
        return None, ""
    if token.pos_ not in ("ADJ", "VERB", "NUM") or next_is_noun(token) or token.i == 0:
        return None, ""
    opener = token.doc[token.i - 1]
    determined = opener.pos_ in ("DET", "ADJ", "NUM") or (
        (opener.pos_ == "PRON" and feature(opener, "PronType") == "Dem")
        or (opener.pos_ in ("NOUN", "PROPN") and feature(opener, "Case") == "Gen")
    )
    if not determined or (opener.is_sent_start and opener.pos_ == "ADJ"):
        return None, ""
    if gazetteer.age is not None and gazetteer.age.fullmatch(token.text):
        if token.i + 1 < len(token.doc) and token.head.i == token.i + 1 and token.nbor().pos_ == "PROPN":
            return None, ""  # "the 58-year-old NN": the name's attribute
        return Noun(NounKind.PERSON, ""), token.text
    for form in (*gazetteer.stems(token.text)[1:], token.lemma_.casefold()):
        noun = gazetteer.nouns.get(form)
        if noun is not None and noun.kind is NounKind.PERSON:
            return noun, form
    return None, ""


def _is_activity(token: Token, noun: Noun, gazetteer: Gazetteer) -> bool:
    """Whether a set of people stands for what it does: "takes over the lead"."""
    if noun.base not in gazetteer.lexicon.activities:
        return False
    before = token.doc[token.i - 1] if token.i else token
    return any(word.lemma_.casefold() in gazetteer.lexicon.held for word in (token.head, before))


def _phrase(doc: Doc, token: Token, noun: Noun, lemma: str, gazetteer: Gazetteer, taken: set[int]) -> Phrase | None:
    if _is_activity(token, noun, gazetteer):
        return None
    first, possessor = _left_edge(doc, token, taken, gazetteer)
    opener, words = doc[first], doc[first : token.i]
    plural = _is_plural(token, noun, lemma, words, gazetteer)
    determined = opener.pos_ in ("DET", "PRON") and first < token.i
    each = determined and opener.text.casefold() in gazetteer.lexicon.distributives
    plural = plural or (each and noun.kind in (NounKind.TITLE, NounKind.PERSON))
    united = any(word.lemma_.casefold() in gazetteer.lexicon.united for word in words)
    indefinite = determined and feature(opener, "PronType") == "Ind" and not united  # "a united parliament" is the one
    definite = (
        feature(token, "Definite") == "Def"
        or possessor is not None
        or (determined and feature(opener, "PronType") in ("Dem", "Prs"))
        or noun.kind is NounKind.PEOPLE
        or united
    )
    if not plural and not (definite or indefinite):
        capital = has_capital(token) and not token.is_sent_start
        bodied = noun.kind in (NounKind.ORGANISATION, NounKind.LAND, NounKind.COLLECTIVE)
        if not (bodied and (capital or noun.base in gazetteer.lexicon.unique)):
            return None
    if noun.kind is NounKind.LAND and not plural and possessor is None and any(w.pos_ == "ADJ" for w in words):
        return None
    kind = ActorKind.GROUP if plural else _KINDS[noun.kind]
    last, within, tail = _right_edge(doc, token, noun, kind, taken, gazetteer)
    country = gazetteer.inhabitants.get(lemma)
    for word in words:
        country = country or gazetteer.nationalities.get(word.text.casefold())
    start = opener.idx + glued(opener)
    end = doc[last].idx + len(doc[last].text)
    text = text_of(doc)[start:end]
    spelled = token.text.casefold()
    listed = gazetteer.bare(spelled).endswith(noun.base) and not spelled.endswith(noun.base)
    genitive = feature(token, "Case") == "Gen" or token.dep_ == "nmod:poss"
    if last == token.i and ((genitive and spelled != lemma) or listed):
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
        tail=tail,
    )


def _is_plural(token: Token, noun: Noun, lemma: str, words: Span, gazetteer: Gazetteer) -> bool:
    """Whether a noun phrase means many; a noun that looks like its lemma is singular unless counted."""
    counted = any(
        (word.pos_ == "NUM" and word.text.casefold() not in gazetteer.lexicon.ones)
        or word.text.casefold() in gazetteer.lexicon.quantifiers
        for word in words
    )
    if noun.kind is NounKind.PEOPLE:
        return True
    if token.pos_ in ("ADJ", "VERB", "NUM"):
        opener = token.doc[token.i - 1]
        # "foreign allied": an inflected form without an article is many; one of them would need it
        bare = len(words) > 0 and words[0].pos_ == "ADJ" and token.text.casefold() != lemma
        return feature(opener, "Number") == "Plur" or counted or bare
    number = feature(token, "Number")
    if counted and number != "Sing" and noun.kind in (NounKind.TITLE, NounKind.PERSON):
        return True
    return number == "Plur" and (counted or gazetteer.bare(token.text.casefold()) != lemma)


def _partitive(doc: Doc, token: Token, gazetteer: Gazetteer, taken: set[int]) -> Phrase | None:
    """Some or one of a set of people: "most of the members", "one of the cooks", headed by a quantifier."""
    counts = token.text.casefold() in gazetteer.lexicon.parts or token.pos_ == "NUM"
    if not counts or token.i + 2 >= len(doc):
        return None
    first = token.i
    while (
        first
        and not doc[first].is_sent_start
        and doc[first - 1].pos_ in ("DET", "ADV", "NUM")
        and first - 1 not in taken
    ):
        first -= 1
    if doc[token.i + 1].text.casefold() not in gazetteer.lexicon.of_prepositions:
        return None
    for index in range(token.i + 2, min(token.i + 2 + REACH, len(doc))):
        word = doc[index]
        noun, lemma = listed(word, gazetteer)
        if noun is not None and feature(word, "Number") == "Plur":
            start, end = doc[first].idx, word.idx + len(word.text)
            name = " ".join(text_of(doc)[start:end].split())
            one = feature(token, "Number") == "Sing" and noun.kind in (NounKind.PERSON, NounKind.TITLE)
            return Phrase(
                "nominal",
                first,
                index,
                token.i,
                start,
                end,
                name,
                kind=ActorKind.PERSON if one else ActorKind.GROUP,
                lemma=lemma,
                noun=noun,
                plural=not one,
                covers=(index,),
            )
        if word.is_punct or word.pos_ in ("VERB", "AUX", "ADP"):
            return None
    return None


def _left_edge(doc: Doc, token: Token, taken: set[int], gazetteer: Gazetteer) -> tuple[int, int | None]:
    """The first token of the noun phrase that ends in `token`, and its possessor's head token."""
    lexicon = gazetteer.lexicon
    first, possessor = token.i, None
    index = token.i - 1
    while index >= 0 and token.i - index <= REACH and not doc[index + 1].is_sent_start:
        word = doc[index]
        text = word.text.casefold()
        if word.pos_ in ("ADJ", "NUM") or text in lexicon.quantifiers or (word.pos_ == "VERB" and word.dep_ == "amod"):
            if index in taken and word.pos_ == "ADJ":
                break
        elif word.pos_ == "DET" or (word.pos_ == "PRON" and _determines(word)):
            if feature(word, "Poss") == "Yes":
                possessor = index if possessor is None else possessor
            elif text in lexicon.negatives or text in lexicon.relatives:
                break
            first = index
            if not (index and doc[index - 1].text.casefold() in lexicon.predeterminers):
                break
        elif possessor is None and _is_genitive(word, index in taken, gazetteer):
            possessor = index
            while (
                index > 0
                and index in taken
                and index - 1 in taken
                and not doc[index].is_sent_start
                and has_capital(doc[index])
            ):
                index -= 1
        elif not _joins(doc, index, first):
            break
        first = index
        index -= 1
    while first < token.i and (doc[first].text == "," or doc[first].pos_ == "CCONJ"):
        first += 1
    if doc[first].pos_ == "NUM":
        first -= _approximator(doc, first, lexicon.approximators)
    return first, possessor


def _determines(word: Token) -> bool:
    """Whether a word tagged as a pronoun stands before its noun: "their", "those", "another"."""
    return feature(word, "Poss") == "Yes" or feature(word, "PronType") in ("Dem", "Ind")


def _is_genitive(word: Token, named: bool, gazetteer: Gazetteer) -> bool:
    if word.pos_ in ("ADV", "ADP", "PUNCT"):
        return False
    return feature(word, "Case") == "Gen" or (
        (named or word.dep_ == "nmod:poss")
        and gazetteer.bare(word.text) != word.text
        and gazetteer.gender(word.text) is None
    )


def _approximator(doc: Doc, number: int, approximators: tuple[str, ...]) -> int:
    """How many words before a number say that it is not exact: "about", "more than"."""
    for phrase in approximators:
        words = phrase.split()
        start = number - len(words)
        if start >= 0 and [token.text.casefold() for token in doc[start:number]] == words:
            return len(words)
    return 0


def _joins(doc: Doc, index: int, first: int) -> bool:
    """Whether a word that is no attribute itself leads into the phrase: "large and small", "old, grey"."""
    word, following = doc[index], doc[index + 1]
    if word.text.endswith("-") and following.pos_ == "CCONJ":
        return True
    if word.pos_ == "CCONJ" and index > 0 and doc[index - 1].text.endswith("-") and first == following.i:
        return True  # "the Economic and Business Ministry", its first part cut short
    if following.pos_ != "ADJ" and not (following.pos_ == "VERB" and following.dep_ == "amod"):
        return False
    if word.pos_ == "ADV":
        return first == following.i and word.dep_ == "advmod" and word.head.i == following.i
    previous_is_adjective = index > 0 and doc[index - 1].pos_ == "ADJ" and not word.is_sent_start
    return previous_is_adjective and (word.pos_ == "CCONJ" or word.text == ",")


def _right_edge(
    doc: Doc, token: Token, noun: Noun, kind: ActorKind, taken: set[int], gazetteer: Gazetteer
) -> tuple[int, int | None, int | None]:
    """The last token of the phrase, and head and last token of a complement that tells whose office or which body."""
    lexicon = gazetteer.lexicon
    index = token.i + 1
    while index < len(doc) and noun.kind is NounKind.COLLECTIVE and doc[index].text.casefold() in lexicon.outside:
        index += 1  # "a majority outside of the government"
    if index == token.i + 1:
        if index + 1 >= len(doc) or doc[index].text not in lexicon.member_prepositions or doc[index].is_sent_start:
            return token.i, None, None
        index += 1
    if index >= len(doc):
        return token.i, None, None
    target = index + (doc[index].pos_ == "DET")
    while target + 1 < len(doc) and doc[target].pos_ == "ADJ" and doc[target + 1].pos_ in ("NOUN", "ADJ"):
        target += 1
    if target >= len(doc):
        return token.i, None, None
    word = doc[target]
    body = listed(word, gazetteer)[0] if word.pos_ == "NOUN" and target not in taken else None
    is_body = body is not None and body.kind is NounKind.ORGANISATION
    named = has_capital(word) and (target in taken or word.pos_ == "PROPN")
    if not (named or is_body):
        return token.i, None, None
    last = target
    while (
        named
        and last + 1 < len(doc)
        and has_capital(doc[last + 1])
        and (last + 1 in taken or doc[last + 1].pos_ == "PROPN")
    ):
        last += 1
    placed = last + 2 < len(doc) and doc[last + 1].text in lexicon.place_prepositions and _is_place(doc[last + 2])
    if is_body and placed:
        last += 2
    collective = noun.kind is NounKind.COLLECTIVE or (
        noun.kind is NounKind.ORGANISATION and kind is not ActorKind.GROUP
    )
    if collective:
        return last, target, last
    if noun.kind is NounKind.TITLE and kind is ActorKind.PERSON:
        return token.i, target, last
    return token.i, None, None


def _is_place(token: Token) -> bool:
    return token.pos_ == "PROPN" and has_capital(token)
