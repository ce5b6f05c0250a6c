"""Relations that parsers of news get wrong and that can only be otherwise, put right before anything reads the parse.

A verb-second language puts the subject between an auxiliary and its participle ("in May was a plan given up"), and
parsers then take the participle for an attribute of the subject; but attributes stand before their noun, and an
auxiliary has a verb. Of "the meeting of A and B was held" they make a noun without a verb and a clause about B; but a
sentence has a verb for what it opens with. And a strong verb that they have never seen ("brast") is a noun to them;
but a sentence has a finite verb, and a pack lists the forms that no ending gives. A negating word behind a verb that
ends its clause ("has decided not to close") they hang on that verb; it is the infinitive's that follows. What has an
article and is no noun ("the accused fled") is an attribute to them, even of a verb; but a verb has no article. A bare
weekday (`weekdays`) is a head to them.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from timeline.extraction import weekdays
from timeline.extraction.clauses import has
from timeline.languages.grammar import Grammar
from timeline.languages.pack import Pack
from timeline.languages.triggers import TriggerLexicon
from timeline.schema import Timex

#: What a determined noun has before it, and a verb has not.
_DETERMINED = ("det", "amod", "nmod:poss", "case")
#: How the parser hangs an object on a date.
_HUNG = ("appos", "nmod")
#: What a word is taken for that is taken for no verb, and what a subject can be taken for.
_NOMINAL = ("NOUN", "ADJ", "PROPN", "X")


def mend(doc: Doc, pack: Pack) -> Doc:
    """The same `Doc` with verbs at the head of the clauses that they are the verbs of."""
    if pack.grammar is not None and doc.has_annotation("DEP"):
        if pack.triggers is not None:
            _read_verbs(doc, pack.triggers, pack.grammar)
            for token in doc:
                if weekdays.is_bare(token, pack):
                    weekdays.free(token, pack, pack.grammar, pack.triggers)
        for token in doc:
            if pack.triggers is not None and _is_subject(token, pack.triggers, pack.grammar):
                _make_subject(token)
            elif _is_noun(token):
                _make_noun(token)
        for token in doc:
            if token.lower_ in pack.grammar.negators and (verb := _infinitive_behind(token)) is not None:
                token.head, token.dep_ = verb, "advmod"
            elif token.dep_ == "amod" and token.head.i < token.i and _lacks_participle(token, pack.grammar):
                weekdays.lift(token, token.head.head)
            elif token.dep_ == "aux" and (said := _said_before(token)) is not None:
                _give_back(said)
            elif token.dep_ == "xcomp" and _has_been_done(token, pack.grammar):
                weekdays.lift(token, token.head)
            elif token.dep_ == "obj" and _is_doer(token, pack.grammar):
                token.left_edge.head, token.dep_ = token, "obl"
            elif token.dep_ == "conj" and (joined := _torn(token)) is not None:
                _join(token, *joined)
    return doc


def release(doc: Doc, timexes: Sequence[Timex]) -> Doc:
    """The same `Doc` with no time expression at the head of what only stands beside it."""
    if doc.has_annotation("DEP"):
        for timex in timexes:
            span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
            if span is not None:
                _unseat(span)
                _unhang(span)
    return doc


def _unseat(date: Span) -> None:
    """Let no day be a predicate: "the minister was Friday in Odense" tells where, and when besides."""
    day = date.root
    if any(child.dep_ == "case" for child in day.children):
        return
    copula = next((child for child in day.lefts if child.dep_ == "cop"), None)
    if copula is None or not any(child.dep_.startswith("nsubj") for child in day.children):
        return
    beside = [child for child in day.children if child.i not in (copula.i, *(word.i for word in date))]
    if not any(child.i > day.i and not child.is_punct for child in beside):
        return  # "the meeting is on Friday"
    above, label = (day.head, day.dep_) if day.head.i != day.i else (copula, "ROOT")
    copula.head, copula.dep_ = above, label
    for child in beside:
        child.head = copula
        if child.dep_ == "nmod":
            child.dep_ = "obl"
    day.head, day.dep_ = copula, "obl"


def _unhang(date: Span) -> None:
    """Give a verb what the parser hangs on the date right behind it: "dismissed on Monday the head of the school".

    And a noun the relative clause behind its date: "the march in May, which 900 joined".
    """
    head = date.root.head
    if date.root.dep_ == "nmod" and head.pos_ == "NOUN":
        for child in date.root.rights:
            if child.dep_ == "acl:relcl" and any(word.dep_ in ("nsubj", "obj") for word in child.lefts):
                child.head = head
    if head.pos_ != "VERB" or head.i != date.start - 1:
        return
    for child in list(date.root.rights):
        if child.i >= date.end and child.dep_ in _HUNG:
            governed = any(word.dep_ == "case" for word in child.lefts)
            child.head, child.dep_ = head, "obl" if governed else "obj"


def _is_doer(token: Token, grammar: Grammar) -> bool:
    """Whether an object behind a passive has the preposition of who did it ("was on Monday opened by the king")."""
    return token.left_edge.lower_ in grammar.agent and any(
        child.lemma_ in grammar.passive for child in token.head.lefts if child.dep_ == "aux"
    )


def _read_verbs(doc: Doc, lexicon: TriggerLexicon, grammar: Grammar) -> None:
    """Make verbs of the words that the pack knows for forms of one where a sentence lacks one."""
    for verb in [_unread_verb(sentence, lexicon) for sentence in doc.sents]:
        if verb is not None:
            _make_root(verb)
    for token in doc:
        if (
            token.dep_ in ("cop", "aux")
            and token.head.pos_ != "VERB"
            and _is_participle(token.head, token, lexicon, grammar)
        ):
            token.dep_, token.head.pos_ = "aux", "VERB"
            _set_morph(token.head, "Definite=Ind|Number=Sing|Tense=Past|VerbForm=Part")
        elif token.dep_ == "xcomp" and token.i > token.head.i and _is_participle(token, token.head, lexicon, grammar):
            weekdays.lift(token, token.head)
        elif token.dep_ in ("cop", "aux") and token.head.pos_ != "VERB" and _is_fixed(token, lexicon):
            _make_head(token)


def _is_subject(word: Token, lexicon: TriggerLexicon, grammar: Grammar) -> bool:
    """Whether an adjective or participle with an article is who does what the next word says: "the accused fled"."""
    verb = word.head
    if word.dep_ != "amod" or word.i == 0 or verb.i != word.i + 1 or word.pos_ not in ("VERB", "ADJ"):
        return False
    article = word.nbor(-1)
    if article.dep_ != "det" or article.head.i != verb.i:
        return False
    if verb.pos_ in ("VERB", "AUX"):
        return has(verb, "VerbForm", "Fin")
    if verb.head.i != verb.i or lexicon.names_one(verb.lower_):
        return False
    if any(_known_lemma(form, lexicon, grammar) is None for form in (word.lower_, verb.lower_)):
        return False
    return not any(other.pos_ in ("VERB", "AUX") and has(other, "VerbForm", "Fin") for other in verb.sent)


def _known_lemma(form: str, lexicon: TriggerLexicon, grammar: Grammar) -> str | None:
    """The verb of the lexicon that a form is a past tense or participle of, None for other words."""
    if (irregular := lexicon.irregular(form)) is not None:
        return irregular
    lemmas = (form[: -len(e.form)] + e.lemma for e in grammar.endings if e.tense != "present" and form.endswith(e.form))
    return next((lemma for lemma in lemmas if lexicon.verb(lemma)), None)


def _is_noun(word: Token) -> bool:
    """Whether a word that looks like a verb in the present stands right behind an article of its own: "a worker"."""
    if word.i == 0 or word.pos_ != "VERB" or not has(word, "VerbForm", "Fin") or word.head.i == word.i:
        return False
    article = word.nbor(-1)
    return article.dep_ == "det" and article.head.i == word.i and word.dep_ in ("obj", "iobj", "nsubj", "obl", "nmod")


def _make_noun(word: Token) -> None:
    """Make a noun of a word and hang on the verb above it what follows it as its object."""
    word.pos_, word.lemma_ = "NOUN", word.lower_
    _set_morph(word, "Definite=Ind|Number=Sing")
    for child in list(word.rights):
        if child.dep_ in ("obj", "obl", "advmod"):
            child.head = word.head


def _make_subject(word: Token) -> None:
    verb, article = word.head, word.nbor(-1)
    if verb.pos_ not in ("VERB", "AUX"):
        verb.pos_ = "VERB"
        _set_morph(verb, "Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act")
    word.pos_, word.dep_, word.lemma_, article.head = "NOUN", "nsubj", word.lower_, word
    _set_morph(word, "Definite=Def|Number=" + ("Plur" if has(article, "Number", "Plur") else "Sing"))


def _set_morph(token: Token, features: str) -> None:
    token.set_morph(features)  # type: ignore[attr-defined]  # not in spaCy's stubs


def _infinitive_behind(negator: Token) -> Token | None:
    """The infinitive that a negating word belongs to: "has decided not to close", where "decided" ends its own clause.

    Behind a finite verb it may be that verb's: "they promised not to" and "they do not promise to" look alike.
    """
    if not 0 < negator.i < len(negator.doc) - 1:
        return None
    before, mark = negator.nbor(-1), negator.nbor(1)
    ends = before.pos_ == "ADP" or has(before, "VerbForm", "Part") or has(before, "VerbForm", "Inf")
    verb = mark.head
    fits = ends and mark.dep_ == "mark" and verb.i > mark.i and has(verb, "VerbForm", "Inf")
    return verb if fits and negator.head.i in (verb.i, before.i, before.head.i) and verb.i != negator.head.i else None


def _lacks_participle(token: Token, grammar: Grammar) -> bool:
    """Whether an attribute behind a noun is what the auxiliary before that noun, its head, waits for."""
    noun, auxiliary = token.head, token.head.head
    if token.pos_ != "VERB" or not has(token, "VerbForm", "Part") or not noun.dep_.startswith("nsubj"):
        return False
    if auxiliary.i >= noun.i or auxiliary.lemma_ not in grammar.passive or not has(auxiliary, "VerbForm", "Fin"):
        return False
    others = (child for child in auxiliary.rights if child.i != noun.i)
    return not any(has(child, "VerbForm", "Part") or child.dep_ in ("xcomp", "obj") for child in others)


def _said_before(auxiliary: Token) -> Token | None:
    """The verb before a comma whose auxiliary the parser hangs on the verb of saying behind ("has been sold, says NN").

    That one is finite itself, and has no auxiliary.
    """
    teller = auxiliary.head
    if auxiliary.i > teller.i or not (has(auxiliary, "VerbForm", "Fin") and has(teller, "VerbForm", "Fin")):
        return None
    if teller.i == 0 or teller.nbor(-1).text != ",":
        return None
    return next((child for child in teller.lefts if child.dep_ == "ccomp" and child.i > auxiliary.i), None)


def _give_back(said: Token) -> None:
    """Hang what stands before the verb of what is said on that verb."""
    for child in [child for child in said.head.lefts if child.i < said.i]:
        child.head = said


def _has_been_done(participle: Token, grammar: Grammar) -> bool:
    """Whether an auxiliary has the participle behind its subject, and nothing else that it could own or become."""
    auxiliary = participle.head
    if not has(participle, "VerbForm", "Part") or participle.i < auxiliary.i:
        return False
    owns = auxiliary.lemma_ in grammar.perfect and has(auxiliary, "VerbForm", "Fin")
    if not owns and auxiliary.lemma_ not in grammar.passive:
        return False
    labels = {child.dep_ for child in auxiliary.children if child.i != participle.i}
    return "nsubj" in labels and labels.isdisjoint(("obj", "xcomp", "ccomp"))


def _unread_verb(sentence: Span, lexicon: TriggerLexicon) -> Token | None:
    """The one form of a strong verb in a main clause without a finite verb that opens a whole sentence."""
    last = next((word for word in reversed(sentence) if not word.is_space), None)
    if last is None or last.text != "." or sentence[0].pos_ == "SCONJ":
        return None
    end = next((word.i for word in sentence if word.text == ","), last.i) - sentence.start
    if any(word.pos_ in ("VERB", "AUX") and has(word, "VerbForm", "Fin") for word in sentence[:end]):
        return None
    forms = [word for word in sentence[1:end] if _may_be_form(word, lexicon)]
    return forms[0] if len(forms) == 1 and not _determined(forms[0]) else None


def _is_participle(word: Token, copula: Token, lexicon: TriggerLexicon, grammar: Grammar) -> bool:
    """Whether a bare "noun" behind a copula is a participle that has never been seen ("the meeting is called off")."""
    bare = not any(child.dep_ in _DETERMINED for child in word.lefts)
    return bare and copula.lemma_ in grammar.copulas and _may_be_form(word, lexicon)


def _is_fixed(copula: Token, lexicon: TriggerLexicon) -> bool:
    """Whether a copula and its predicate are a phrase that tells an event: "they became one"."""
    words = (copula.head.lemma_.lower(), copula.head.lower_)
    return any(phrase.concept.type is not None for word in words for phrase in lexicon.begun(copula.lemma_, word))


def _make_head(copula: Token) -> None:
    """Make a copula the head of its clause, as parsers do where it is far from its predicate."""
    predicate = copula.head
    above, label = predicate.head, predicate.dep_
    children = [child for child in predicate.children if child.i != copula.i and child.i < copula.i]
    children += [child for child in predicate.children if child.i > copula.i and child.dep_.startswith("nsubj")]
    copula.head, copula.dep_ = (copula if above.i == predicate.i else above), label
    predicate.head, predicate.dep_ = copula, "xcomp"
    for child in children:
        child.head = copula


def _may_be_form(word: Token, lexicon: TriggerLexicon) -> bool:
    if word.pos_ not in (*_NOMINAL, "ADV") or not word.is_lower:
        return False
    return lexicon.irregular(word.lower_) is not None and not lexicon.names_one(word.lower_)


def _determined(noun: Token) -> bool:
    """Whether a noun's own word stands right before it."""
    return any(child.dep_ in _DETERMINED and child.i == noun.i - 1 for child in noun.lefts)


def _make_root(verb: Token) -> None:
    """Hang a sentence on its verb: what stands before it as its subject, what follows as object and adverbials."""
    sentence = verb.sent
    before = [word for word in sentence if word.i < verb.i]
    after = [word for word in sentence if word.i > verb.i]
    left, right = _tops(before), _tops(after)
    named = (word for word in reversed((*before, *left)) if word.pos_ in _NOMINAL and word.is_alpha)
    subject = next(named, left[-1])
    verb.head, verb.dep_, verb.pos_ = verb, "ROOT", "VERB"
    _set_morph(verb, "Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act")
    subject.head, subject.dep_ = verb, "nsubj"
    for word in left:
        if word.i != subject.i:
            word.head = subject
    for word in right:
        word.head = verb
        if has(word, "VerbForm", "Fin"):
            word.dep_ = "conj"
        elif not word.is_punct:
            bare = word.i == verb.i + 1 and word.pos_ in (*_NOMINAL, "VERB")
            word.dep_ = "obj" if bare else "obl"


def _tops(words: Sequence[Token]) -> list[Token]:
    """The words whose heads are not among them."""
    inside = {word.i for word in words}
    return [word for word in words if word.head.i == word.i or word.head.i not in inside]


def _torn(verb: Token) -> tuple[Token, Token, Token] | None:
    """The conjunction, the noun before it and the one behind it, where a verb is joined to a verbless noun's phrase."""
    noun = verb.head
    if verb.pos_ not in ("VERB", "AUX") or noun.pos_ != "NOUN" or noun.head.i != noun.i:
        return None
    if any(child.dep_ in ("cop", "nsubj", "aux") for child in noun.children):
        return None
    subject = next((child for child in verb.lefts if child.dep_.startswith("nsubj")), None)
    conjunction = next((child for child in verb.lefts if child.dep_ == "cc"), None)
    if subject is None or conjunction is None or conjunction.i + 1 != subject.left_edge.i:
        return None
    first = next((child for child in noun.rights if child.dep_ == "nmod"), None)
    return (conjunction, first, subject) if first is not None and first.right_edge.i + 1 == conjunction.i else None


def _join(verb: Token, conjunction: Token, first: Token, second: Token) -> None:
    noun = verb.head
    conjunction.head = second
    second.head, second.dep_ = first, "conj"
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"
