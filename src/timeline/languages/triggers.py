"""Schema of `triggers.toml`: which words tell events, of what type, and what they make of what they govern.

The unit is the concept: a happening with all verbs and nouns that name it, so that "to attack", "an attack" and
"a raid" meet under one name whatever the language.
"""

from functools import cached_property

from pydantic import Field

from timeline.schema import EventType, Modality, Role, Value


class Concept(Value):
    """One kind of happening and its words.

    `verbs` are lemmas, or a lemma and what it needs to mean this: a particle, "sig", an object ("nedlægge arbejde"), a
    prepositional phrase ("sætte på pause"). `nouns` are lemmas and also match as the last part of a compound. `type` is
    None for words that are no event themselves (states, plain speech, modality-bearing verbs). `content` is the modality
    of what the word governs: a clause, an infinitive, an eventive noun. `subject` and `object` are the roles of the
    grammatical ones in the active; `with_role`, the role of the partner phrase.
    """

    name: str
    type: EventType | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    content: Modality | None = None
    subject: Role = Role.AGENT
    object: Role | None = None
    reporting: bool = False
    aspectual: bool = False
    light: bool = False
    happening: bool = False


class Phrase(Value):
    """A verb with the words that it needs beside it, and the concept that they name together."""

    words: tuple[str, ...]
    concept: Concept


class TriggerLexicon(Value):
    """Verbs and nouns that name happenings, by concept."""

    concepts: tuple[Concept, ...] = Field(default=())

    @cached_property
    def _verbs(self) -> dict[str, tuple[Phrase, ...]]:
        table: dict[str, list[Phrase]] = {}
        for concept in self.concepts:
            for entry in concept.verbs:
                lemma, *words = entry.split()
                table.setdefault(lemma, []).append(Phrase(words=tuple(words), concept=concept))
        # The most demanding phrase first: "sætte på pause" before "sætte".
        return {lemma: tuple(sorted(found, key=lambda phrase: -len(phrase.words))) for lemma, found in table.items()}

    @cached_property
    def _nouns(self) -> dict[str, Concept]:
        return {noun: concept for concept in reversed(self.concepts) for noun in concept.nouns}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._nouns), default=0)

    def verb(self, lemma: str) -> tuple[Phrase, ...]:
        """The readings of a verb lemma, the most specific first; empty for an unknown verb."""
        return self._verbs.get(lemma, ())

    def noun(self, lemma: str) -> Concept | None:
        """The concept of a noun, or of the longest noun that ends it as a compound ("bombeangreb": "angreb")."""
        for start in range(max(0, len(lemma) - self._longest), len(lemma)):
            rest = lemma[start:]
            # A compound's first part has three letters at least, else "tal" would be found in "metal".
            if (start == 0 or (start >= 3 and len(rest) >= 4)) and rest in self._nouns:
                return self._nouns[rest]
        return None

    def content(self, lemma: str) -> Modality | None:
        """The modality that a verb or noun lends to what it governs, read from its plainest meaning."""
        readings = self.verb(lemma)
        if readings:
            return readings[-1].concept.content
        concept = self._nouns.get(lemma)
        return concept.content if concept else None
