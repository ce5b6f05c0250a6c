"""Schema of `triggers.toml`: which words tell events, of what type, and what they make of what they govern.

The unit is the concept: a happening with all verbs and nouns that name it, so that "to attack", "an attack" and
"a raid" meet under one name whatever the language.
"""

from functools import cached_property

from pydantic import Field, model_validator

from timeline.schema import EventType, Modality, Role, Value

#: How many letters a verb's prefix may have ("op-", "tilbage-").
PREFIX = range(2, 8)

#: A word of so many letters is a compound, which says more than its last part alone.
COMPOUND = 9


class Concept(Value):
    """One kind of happening and its words.

    `verbs` are lemmas, or a lemma and what it needs beside it to mean this: a particle, a reflexive, an object
    ("nedlægge arbejde"), a preposition that governs something ("lede efter *"), a fixed phrase ("sætte på pause").
    A word in braces stands for any noun of that `Kin`, an object behind the verb, and before it who does it: a vehicle
    that "hits" crashes, "{vehicle} ramme".
    `nouns` name the happening and also match as the last part of a compound, unless written with "="; one with a kin
    before it counts where the words behind it name one ("{vehicle} sammenstød"); `results` name what comes of it as
    often ("agreement"), and count only beside a date, a doer or a verb. `type` is None for words that are no event
    themselves: states, plain speech, words of plan and doubt. `content` is the modality of what the word governs.
    `subject` and `object` are the roles of the grammatical ones in the active, `object` None for the type's own.

    `reporting` verbs only pass on what is said; `aspectual` ones lend the event of their infinitive or subject a phase;
    `happening` ones say of a noun that it takes place; `light` ones need a noun to mean anything; `venue` nouns are
    occasions on which something is said; the subject of a `carrier`, when it names a happening, is what happens;
    `weak` words mean so little that they need a date or an actor, `vague` ones a past and a date, or a doer and a
    direction; the content of a `clausal` word is a clause, never a bare noun. Who does what an `attending` verb says is
    counted with the happening that its clause goes with. The verbs of a `personal` word mean it only of a named person
    who does it to nobody and nothing, on a day to come ("NN stops in May"). `befallen` are the forms of words for those
    whom a happening befalls or who do it ("the dead", "protesters"), and tell it when counted; the nouns of a `toll`
    say how many they are. A verb of contest with a score beside it tells the concept that is `scored`. `same_as` names
    the concept that tells the same from another side: who is killed dies.
    """

    name: str
    type: EventType | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    content: Modality | None = None
    subject: Role = Role.AGENT
    object: Role | None = None
    reporting: bool = False
    aspectual: bool = False
    happening: bool = False
    light: bool = False
    venue: bool = False
    weak: bool = False
    vague: bool = False
    clausal: bool = False
    carrier: bool = False
    attending: bool = False
    personal: bool = False
    befallen: tuple[str, ...] = ()
    toll: bool = False
    scored: bool = False
    same_as: str = ""

    @property
    def family(self) -> str:
        """The concept that it counts as when two tellings are compared."""
        return self.same_as or self.name


class Generic(Value):
    """Nouns so general that a definite one takes up again what more special words told ("the accident")."""

    nouns: tuple[str, ...]
    concepts: tuple[str, ...]


class Denial(Value):
    """Words that say of what was told before that it is not so.

    `verbs` (lemmas) deny, `answers` deny or turn down, and predicates say that it is `untrue`, or, negated, that it is
    not `true`; what they speak of is one of the `pronouns`, or a definite noun among the `claims`.
    """

    verbs: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    untrue: frozenset[str] = frozenset()
    true: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()


class Kin(Value):
    """Nouns for things of one kind, which decide what a verb of many meanings says of them; compounds end in them."""

    name: str
    nouns: tuple[str, ...]


#: Before the name of a kin: who does it is one.
DOER = "<"


class Phrase(Value):
    """A verb with the words that it needs beside it, the kin of its doer among them, and the concept that they name."""

    words: tuple[str, ...]
    concept: Concept

    @property
    def demand(self) -> int:
        """How many words it asks for; the mark of a preposition is none."""
        return sum(word != "*" for word in self.words)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Its words that stand for themselves: what has not all of them somewhere need not be looked at."""
        return tuple(word for word in self.words if word.isalpha() and word != "sig")


class Nominal(Value):
    """A noun read as an event: `result` when it names what came of it as often as the happening."""

    concept: Concept
    result: bool


def _demand(phrase: Phrase) -> tuple[int, int]:
    """What a phrase asks for, and the length of a long word among it: compounds."""
    longest = max((len(word) for word in phrase.words if word.isalpha()), default=0)
    return phrase.demand, longest if longest >= COMPOUND else 0


class TriggerLexicon(Value):
    """Verbs and nouns that name happenings, by concept."""

    concepts: tuple[Concept, ...] = Field(default=())
    generics: tuple[Generic, ...] = Field(default=())
    denial: Denial = Field(default=Denial())
    kin: tuple[Kin, ...] = Field(default=())
    forms: tuple[tuple[str, str], ...] = Field(default=())

    @model_validator(mode="after")
    def _kin_are_listed(self) -> "TriggerLexicon":
        entries = (entry for concept in self.concepts for entry in (*concept.verbs, *concept.nouns))
        words = {word for entry in entries for word in entry.split()}
        unknown = sorted(word for word in words if word.startswith("{") and word not in self._kin)
        if unknown:
            raise ValueError(f"no [[kin]] is called {unknown[0]}")
        return self

    @cached_property
    def _forms(self) -> dict[str, str]:
        return dict(self.forms)

    def irregular(self, form: str) -> str | None:
        """The lemma of a verb form that no ending gives ("took": "take", and so "overtook": "overtake")."""
        if form in self._forms:
            return self._forms[form]
        for start in range(PREFIX.start, min(PREFIX.stop, len(form) - 1)):
            base = self._forms.get(form[start:])
            if base is not None and form[:start] + base in self._verbs:
                return form[:start] + base
        return None

    @cached_property
    def _covered(self) -> dict[str, tuple[Concept, ...]]:
        named = {concept.name: concept for concept in self.concepts}
        return {noun: tuple(named[name] for name in entry.concepts) for entry in self.generics for noun in entry.nouns}

    def covered(self, noun: str) -> tuple[Concept, ...]:
        """The concepts that a definite noun so general can mean, () for any other noun."""
        return self._covered.get(noun, ())

    @cached_property
    def _kin(self) -> dict[str, frozenset[str]]:
        return {"{" + entry.name + "}": frozenset(entry.nouns) for entry in self.kin}

    def is_kin(self, lemma: str, kin: str) -> bool:
        """Whether a noun, or the end of a compound that is no happening's name, is of a kin, which stands in braces."""
        nouns = self._kin[kin]
        if lemma in nouns:
            return True
        ends = (lemma[start:] in nouns for start in range(3, len(lemma) - 2))
        return any(ends) and not self.names_one(lemma)

    @cached_property
    def _verbs(self) -> dict[str, tuple[Phrase, ...]]:
        table: dict[str, list[Phrase]] = {}
        for concept in self.concepts:
            for entry in () if concept.personal else concept.verbs:
                lemma, *words = entry.split()
                if lemma in self._kin:
                    lemma, *words = words[0], DOER + lemma, *words[1:]
                table.setdefault(lemma, []).append(Phrase(words=tuple(words), concept=concept))
        # The most demanding phrase first: "sætte på pause" before "sætte".
        return {lemma: tuple(sorted(found, key=_demand, reverse=True)) for lemma, found in table.items()}

    @cached_property
    def _personal(self) -> dict[str, Concept]:
        return {lemma: concept for concept in self.concepts if concept.personal for lemma in concept.verbs}

    @cached_property
    def _nouns(self) -> dict[str, Nominal]:
        table: dict[str, Nominal] = {}
        for concept in self.concepts:
            for noun in concept.nouns:
                if not noun.startswith("{"):
                    table.setdefault(noun, Nominal(concept=concept, result=False))
            for noun in concept.results:
                table.setdefault(noun, Nominal(concept=concept, result=True))
        return table

    @cached_property
    def _befallen(self) -> dict[str, Concept]:
        return {form: concept for concept in self.concepts for form in concept.befallen}

    @cached_property
    def tolls(self) -> bool:
        """Whether any noun says how many a happening befell."""
        return any(concept.toll for concept in self.concepts)

    def befallen(self, form: str) -> Concept | None:
        """The happening that befell those whom a word in this form stands for, None for any other word."""
        return self._befallen.get(form)

    @cached_property
    def _among(self) -> dict[str, tuple[tuple[str, Nominal], ...]]:
        table: dict[str, list[tuple[str, Nominal]]] = {}
        for concept in self.concepts:
            for entry in concept.nouns:
                if entry.startswith("{"):
                    kin, noun = entry.split()
                    table.setdefault(noun, []).append((kin, Nominal(concept=concept, result=False)))
        return {noun: tuple(found) for noun, found in table.items()}

    def among(self, noun: str) -> tuple[tuple[str, Nominal], ...]:
        """What a noun names that goes with things of a kin, by the kin; () for a noun that means one thing alone."""
        return self._among.get(noun, ())

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._nouns), default=0)

    @cached_property
    def scored(self) -> Concept | None:
        """What a verb of contest tells that has a score beside it."""
        return next((concept for concept in self.concepts if concept.scored), None)

    @cached_property
    def _begun(self) -> dict[tuple[str, str], tuple[Phrase, ...]]:
        table: dict[tuple[str, str], list[Phrase]] = {}
        for lemma, phrases in self._verbs.items():
            for phrase in phrases:
                if phrase.words:
                    rest = Phrase(words=phrase.words[1:], concept=phrase.concept)
                    table.setdefault((lemma, phrase.words[0]), []).append(rest)
        return {start: tuple(found) for start, found in table.items()}

    def begun(self, lemma: str, word: str) -> tuple[Phrase, ...]:
        """The phrases of a verb that begin with a word, without it: how an auxiliary's phrases name a participle."""
        return self._begun.get((lemma, word), ())

    def verb(self, lemma: str) -> tuple[Phrase, ...]:
        """The readings of a verb lemma, the most specific first; empty for an unknown verb."""
        return self._verbs.get(lemma, ())

    def personal(self, lemma: str) -> Concept | None:
        """What a verb lemma means of a named person alone, None where it means nothing else than of others."""
        return self._personal.get(lemma)

    def noun(self, lemma: str) -> Nominal | None:
        """The reading of a noun, or of the longest noun that ends it as a compound ("bombeangreb": "angreb")."""
        if (whole := self._whole(lemma)) is not None:
            return whole
        # A compound's first part has three letters and its last part four at least, else "tal" would end "metal".
        for start in range(max(3, len(lemma) - self._longest), len(lemma) - 3):
            if lemma[start:] in self._nouns:
                return self._nouns[lemma[start:]]
        return None

    def names_one(self, word: str) -> bool:
        """Whether a word as it stands is a noun that names a happening, and not only ends as one does."""
        return self._whole(word) is not None

    def _whole(self, word: str) -> Nominal | None:
        """The reading of a noun that is listed as it stands, for itself and its compounds or for itself alone."""
        return self._nouns.get(word) or self._nouns.get(f"={word}")

    def content(self, lemma: str) -> Modality | None:
        """The modality that a verb or noun lends to what it governs, read from its plainest meaning."""
        plain = next((phrase for phrase in self.verb(lemma) if not phrase.words), None)
        if plain is not None:
            return plain.concept.content
        found = self._nouns.get(lemma)
        return found.concept.content if found else None
