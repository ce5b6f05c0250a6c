"""Schema of `grammar.toml`: the small closed words that turn a verb into past, plan, doubt or denial."""

from enum import StrEnum
from functools import cached_property
from typing import Literal

from timeline.schema import Modality, Value


class Modal(Value):
    """A modal verb: the modality that it lends, None where it lends none.

    `headline` is its form in a headline made of a bare infinitive ("to leave" under "demand": "they shall leave").
    `past` is what its past tense lends and `counterfactual` what the past tense with a perfect infinitive does, where
    they differ ("should have begun": it did not).
    """

    lemma: str
    modality: Modality | None = None
    headline: str = ""
    past: Modality | None = None
    counterfactual: Modality | None = None


class Order(StrEnum):
    """Where the clause with the connective stands to what the connective points at."""

    AFTER = "after"
    BEFORE = "before"


class Connective(Value):
    """Words that order in time: a conjunction or preposition, or (`adverb`) one that points back."""

    words: tuple[str, ...]
    order: Order
    adverb: bool = False


class Ending(Value):
    """An inflected ending and what replaces it in the lemma, for a verb that the lemmatizer does not know.

    `tense` is that of a finite form, None for an ending that only participles have.
    """

    form: str
    lemma: str
    tense: Literal["past", "present"] | None = None


class Grammar(Value):
    """Function words, as lemmas or lower-case forms, by what they do to the clause that they stand in."""

    perfect: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    dateless: tuple[str, ...] = ()
    modals: tuple[Modal, ...] = ()
    negators: tuple[str, ...] = ()
    negators_excepted: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    generic_condition: tuple[str, ...] = ()
    as_soon: tuple[str, ...] = ()
    whether: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    true: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    planned: tuple[tuple[str, ...], ...] = ()
    now: tuple[str, ...] = ()
    purpose: tuple[tuple[str, ...], ...] = ()
    connectives: tuple[Connective, ...] = ()
    reflexives: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    accusatives: tuple[str, ...] = ()
    expletives: tuple[str, ...] = ()
    idioms: tuple[tuple[str, ...], ...] = ()
    complementizers: tuple[str, ...] = ()
    infinitive: tuple[str, ...] = ()
    conjunction: str = ""
    causatives: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()
    during: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    receiving: tuple[str, ...] = ()
    it: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    tallies: tuple[str, ...] = ()
    counting: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    restraint: tuple[str, ...] = ()
    blame: tuple[str, ...] = ()
    unaccusatives: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    endings: tuple[Ending, ...] = ()

    @cached_property
    def ending_pairs(self) -> tuple[tuple[str, str], ...]:
        """`endings` as plain pairs of form and lemma."""
        return tuple((ending.form, ending.lemma) for ending in self.endings)
