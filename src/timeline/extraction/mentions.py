"""Phrases that may name an actor: names, noun phrases, pronouns, national adjectives; who they are comes later."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from timeline.extraction import names, nominals
from timeline.extraction.gazetteer import Gazetteer, NounKind
from timeline.extraction.phrases import Phrase, feature, next_is_noun
from timeline.languages.actors import Number
from timeline.schema import ActorKind


def find(doc: Doc, gazetteer: Gazetteer) -> tuple[Phrase, ...]:
    """All candidate phrases in text order; no two names and no two noun phrases share a head."""
    if not len(doc):
        return ()
    named = names.find(doc, gazetteer)
    taken = {index for phrase in named for index in range(phrase.first, phrase.last + 1)}
    found = list(named)
    if doc.has_annotation("POS"):
        # National adjectives are consumed by the noun phrases that they describe.
        nominal = nominals.find(doc, gazetteer, taken)
        heads = {phrase.head for phrase in nominal}
        inside = {index for phrase in nominal for index in range(phrase.first, phrase.last + 1)}
        found += nominal
        for token in doc:
            if token.i in taken or token.i in heads:
                continue
            phrase = _single(token, gazetteer, inside)
            if phrase is not None:
                found.append(phrase)
    _titles(doc, gazetteer, found)
    glued = {token for phrase in found for token in phrase.covers if phrase.form == "name"}
    found = [phrase for phrase in found if phrase.form != "nominal" or phrase.head not in glued]
    return tuple(sorted(found, key=lambda phrase: (phrase.start, -phrase.end)))


def _single(token: Token, gazetteer: Gazetteer, inside: set[int]) -> Phrase | None:
    """A pronoun, relative pronoun or national adjective that stands alone."""
    text = token.text.casefold()
    start, end = token.idx, token.idx + len(token.text)

    def phrase(form: str, **values: object) -> Phrase:
        return Phrase(form, token.i, token.i, token.i, start, end, token.text, **values)  # type: ignore[arg-type]

    pronoun = gazetteer.pronouns.get(text)
    possessive = feature(token, "Poss") == "Yes"
    if pronoun is not None and token.pos_ in ("PRON", "DET") and (possessive or token.i not in inside):
        if pronoun.number is Number.MANY and not possessive and _is_counted(token):
            two = token.nbor()
            head = two.i if token.head.i == two.i else token.i
            name = f"{token.text} {two.text}"
            return Phrase(
                "pronoun", token.i, two.i, head, start, two.idx + len(two.text), name, pronoun=pronoun, plural=True
            )
        article = token.pos_ == "DET" and not possessive
        if article or (token.i + 1 < len(token.doc) and token.nbor().text in gazetteer.lexicon.relatives):
            return None
        return phrase("pronoun", pronoun=pronoun, plural=pronoun.number is Number.MANY, gender=pronoun.gender)
    if text in gazetteer.lexicon.relatives and token.pos_ in ("PRON", "SCONJ", "ADP", "DET") and token.i:
        return phrase("relative") if token.dep_ not in ("expl", "case") else None
    nation = gazetteer.nationalities.get(text)
    if nation is not None and token.pos_ == "ADJ" and token.i not in inside:
        return phrase("adjective", country=nation, kind=ActorKind.COUNTRY)
    return None


def _is_counted(token: Token) -> bool:
    """Whether a number without a noun follows: "the two" are people told of before."""
    doc, last = token.doc, token.i + 1
    return last < len(doc) and doc[last].pos_ == "NUM" and doc[last].is_alpha and not next_is_noun(doc[last])


def _titles(doc: Doc, gazetteer: Gazetteer, found: list[Phrase]) -> None:
    """Give each name the title glued to it, and make what follows a title a person."""
    offices = {
        max(p.last, p.within or 0): p for p in found if p.form == "nominal" and p.title is not None and p.definite
    }
    named = {index for phrase in found if phrase.form == "name" for index in range(phrase.first, phrase.last + 1)}
    for phrase in found:
        if phrase.form != "name" or phrase.first == 0:
            continue
        before = doc[phrase.first - 1]
        if before.text == "," and phrase.first > 1 and phrase.known is None and phrase.kind is not ActorKind.PERSON:
            # "the club's chairman, NN,": what an office is set beside is a person, whatever the pipeline says
            if phrase.first - 2 in offices and closes(doc, phrase):
                phrase.kind = ActorKind.PERSON
                phrase.gender = gazetteer.gender(phrase.name.split()[0])
            continue
        opens = before.is_sent_start and before.text[:1].isupper()  # taggers take a first word for anything
        if feature(before, "Case") == "Gen" or ends_line(before):
            continue
        noun, lemma = nominals.read(before, gazetteer)
        if noun is None:
            continue
        # Taggers take a compound that they have not seen for a verb; "leads" alone may be one.
        compound = before.pos_ == "VERB" and noun.kind is NounKind.TITLE and not before.lower_.startswith(noun.base)
        if before.pos_ not in ("NOUN", "PROPN", "ADJ") and not opens and not compound:
            continue
        if noun.kind is NounKind.TITLE and phrase.known is None:
            _entitle(doc, phrase, before, gazetteer)
        elif noun.kind is NounKind.PERSON and phrase.known is None and feature(before, "Definite") == "Def":
            phrase.kind, phrase.lemma, phrase.noun = ActorKind.PERSON, lemma, noun
            phrase.gender = gazetteer.gender(phrase.name.split()[0]) or gazetteer.gender(lemma)
            phrase.covers = (before.i,)
        elif (
            noun.kind is NounKind.ORGANISATION
            and phrase.kind is not ActorKind.COUNTRY
            and before.i not in named
            and not (noun.base in gazetteer.lexicon.authorities and _is_inverted(doc, before, phrase))
        ):
            phrase.kind, phrase.lemma, phrase.noun = ActorKind.ORGANISATION, lemma, noun
            phrase.covers = (before.i,)


def _is_inverted(doc: Doc, body: Token, name: Phrase) -> bool:
    """Whether a body between its verb and a name is the subject, and the name the one that something is done to.

    "Yesterday fined the court Nordkemi": a body that decides about others is seldom called by name.
    """
    verbal = body.i > 0 and doc[body.i - 1].pos_ in ("VERB", "AUX", "X")
    return verbal and feature(body, "Definite") == "Def" and not closes(doc, name)


def ends_line(token: Token) -> bool:
    """Whether a line ends at a word; a sentence start that the parser sets inside a line is often its mistake."""
    return "\n" in token.whitespace_ or (token.i + 1 < len(token.doc) and "\n" in token.nbor().text)


def name_end(doc: Doc, phrase: Phrase) -> int:
    """The last token of a name with its party letter in brackets."""
    last = phrase.last
    if last + 3 < len(doc) and doc[last + 1].text == "(" and doc[last + 3].text == ")":
        return last + 3
    return last


def closes(doc: Doc, phrase: Phrase) -> bool:
    """Whether an apposition ends where its phrase does: a comma, a bracket, the verb or the sentence's end."""
    after = max(name_end(doc, phrase), phrase.tail or 0) + 1
    if after >= len(doc):
        return True
    token = doc[after]
    verbal = token.pos_ in ("VERB", "AUX", "CCONJ", "PRON", "ADP", "ADV", "SCONJ")
    return token.is_punct or token.is_space or verbal or bool(token.is_sent_start)


def _entitle(doc: Doc, phrase: Phrase, before: Token, gazetteer: Gazetteer) -> None:
    phrase.kind = ActorKind.PERSON
    words = phrase.name.split()
    phrase.gender = gazetteer.gender(words[0]) or gazetteer.gender(before.lemma_)
    phrase.noun, phrase.lemma = nominals.read(before, gazetteer)
    if phrase.noun is None:
        phrase.lemma = before.text.casefold()
    title, index = phrase.lemma, before.i - 1
    body, hyphen, _ = before.text.rpartition("-")
    if hyphen and body[:1].isupper():  # "EU-formanden"
        phrase.affiliation = phrase.affiliation or body
        title = phrase.noun.base if phrase.noun is not None else title
    if index > 0 and doc[index].pos_ == "CCONJ" and doc[index - 1].text.endswith("-"):
        title = f"{doc[index - 1].text.casefold()} {doc[index].text} {title}"
        index -= 2
    phrase.title = title
    covers = [before.i]
    while (
        index >= 0
        and (doc[index].pos_ == "ADJ" or feature(doc[index], "Case") == "Gen")
        and not doc[index + 1].is_sent_start
    ):
        word = doc[index]
        if (nation := gazetteer.nationalities.get(word.text.casefold())) is not None:
            phrase.country = nation
        if word.lemma_.casefold() in gazetteer.lexicon.former:
            phrase.former = True
        if feature(word, "Case") == "Gen":
            phrase.possessor = index
            break
        index -= 1
    phrase.covers = tuple(covers)
