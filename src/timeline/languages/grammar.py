"""Schema of `grammar.toml`: the small closed words that turn a verb into past, plan, doubt or denial."""

from timeline.schema import Modality, Value


class Modal(Value):
    """A modal verb: the modality that it lends, or None where it only marks the future or says nothing.

    `past` is the modality under its past tense, when that differs ("skulle" of what was to be).
    """

    lemma: str
    modality: Modality | None = None
    past: Modality | None = None


class Connective(Value):
    """Words that order two clauses in time, e.g. "efter at"; `relation` is the main clause's to the words' own clause."""

    words: tuple[str, ...]
    relation: str


class Grammar(Value):
    """Function words, as lemmas or lower-case forms, by what they do to the clause that they stand in."""

    perfect: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    modals: tuple[Modal, ...] = ()
    negators: tuple[str, ...] = ()
