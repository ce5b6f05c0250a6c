"""Parses written by hand, so that what is tested does not hang on a model's good day.

A parse is a table, one word a line: form, lemma, part of speech, head's line (itself for the root), relation, features.
"""

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

_VOCAB: Vocab = spacy.blank("da").vocab


def parsed(table: str) -> Doc:
    """The Doc of a table: words are joined by spaces, but for punctuation, which closes up to the word before it."""
    rows = [line.split() for line in table.strip().splitlines()]
    words = [row[0] for row in rows]
    closed = [words[i + 1] in {",", ".", ":"} if i + 1 < len(words) else True for i in range(len(words))]
    return Doc(
        _VOCAB,
        words=words,
        spaces=[not joined for joined in closed],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        deps=[row[4] for row in rows],
        morphs=[row[5] if len(row) > 5 else "" for row in rows],
    )
