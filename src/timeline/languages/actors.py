"""Schema of `actors.toml`: titles, role nouns, countries with their adjectives and inhabitants."""

from enum import StrEnum

from pydantic import Field

from timeline.schema import Value
from timeline.schema.actor import CountryCode


class Gender(StrEnum):
    """What a pronoun or noun says of a person's gender."""

    MALE = "male"
    FEMALE = "female"


class Number(StrEnum):
    """Whether a pronoun stands for one or for many."""

    ONE = "one"
    MANY = "many"


class Country(Value):
    """A state by its ISO 3166-1 alpha-3 code.

    CLDR (through Babel) supplies the usual name unless `name` does; `names` adds others. `adjectives` are the
    uninflected forms, `inhabitants` the indefinite singulars, `capitals` the towns whose institutions are the state's.
    """

    code: CountryCode
    name: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    inhabitants: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


class Organisation(Value):
    """An organisation known in every document by the same `id`.

    `aliases` are its acronym and long forms, `nouns` the lemmas that refer back to it ("the alliance").
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    aliases: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    country: CountryCode | None = None


class Pronoun(Value):
    """Forms of one personal pronoun: `person` 1 to 3, `reflexive` when bound by its own clause's subject."""

    forms: tuple[str, ...]
    person: int = Field(ge=1, le=3)
    number: Number = Number.ONE
    gender: Gender | None = None
    reflexive: bool = False


class NounForms(Value):
    """How the language inflects nouns, as endings on a stem, for a noun that the lemmatizer does not know.

    `irregular` pairs a plural with its singular; both also end compounds.
    """

    definite: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    genitive: tuple[str, ...] = ("s", "'s", "’s", "'", "’")
    adjective: tuple[str, ...] = ()
    irregular: tuple[tuple[str, str], ...] = ()


class ActorLexicon(Value):
    """The words by which a language speaks of persons, organisations, countries and groups.

    Nouns are lemmas. A compound counts as its longest listed last part, so that "police inspector" needs no entry
    beside "inspector" in a language that writes it as one word.

    `titles` stand before a name or name an office, `persons` are other nouns for one person, `participles` those that
    are verb forms and end no compound, `collectives` singular nouns for an unnamed set of people, `organisations`
    nouns for a body that acts, `people` plurals. `unique` are bodies and offices of which the pack's country has one,
    so that every mention is the same. `not_actors` are words that end like one of these but are none.
    A name right behind one of `authorities` need not be its own. `activities` are collectives that name what is done
    where one of the verbs `held` governs them ("takes over the lead").
    `party_nouns` refer back to a party, `land_nouns` to a country, `generic_organisations` to any company or club.

    `designators` are words that make a name an organisation's, `organisation_endings` endings of such words,
    `particles` words inside a name that are not capitalised. `quantifiers` count people, `approximators` stand before
    a number, `parts` before "of" and a set of people; `ones` are words for one, `negatives` for none, `distributives`
    for each, `predeterminers` stand before an article. `united` adjectives make an indefinite body the one that is
    meant, `former` tell that an office is no longer or not yet held.
    """

    titles: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    male: tuple[str, ...] = ()
    female: tuple[str, ...] = ()
    collectives: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_actors: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    generic_organisations: tuple[str, ...] = ()
    employer_prepositions: tuple[str, ...] = ()
    party_nouns: tuple[str, ...] = ()
    land_nouns: tuple[str, ...] = ()
    designators: tuple[str, ...] = ()
    organisation_endings: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    quantifiers: tuple[str, ...] = ()
    approximators: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    of_prepositions: tuple[str, ...] = ()
    ones: tuple[str, ...] = ()
    negatives: tuple[str, ...] = ()
    predeterminers: tuple[str, ...] = ()
    distributives: tuple[str, ...] = ()
    united: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    place_prepositions: tuple[str, ...] = ()
    member_prepositions: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    age: str | None = None
    male_names: tuple[str, ...] = ()
    female_names: tuple[str, ...] = ()
    pronouns: tuple[Pronoun, ...] = ()
    forms: NounForms = NounForms()
    countries: tuple[Country, ...] = ()
    known: tuple[Organisation, ...] = ()
