"""Word embedding for the trained pipelines: affixes and name lists, computed once per word type.

spaCy's `MultiHashEmbed` sees one prefix letter and three suffix letters. Danish compounds carry their class, gender
and inflection in the last word ("sygeplejerskerne", "kommunalvalgets"), so this one sees longer affixes. As the
result depends on the word alone (and a few token attributes), it is computed once for each type in a batch, which
pays for the wider input.

Importing the module registers the architecture `timeline.WordEmbed.v1`; spaCy finds it through the entry point
`spacy_architectures`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH, POS, SPACY  # type: ignore[import-not-found] # compiled, without stubs
from spacy.lang.lex_attrs import word_shape
from spacy.strings import hash_string  # type: ignore[attr-defined] # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate

GAZETTEER = "timeline_gazetteer"
"""Name of the lookup table in the vocabulary: lower-case word to a bit set of the lists that hold it."""
GAZETTEER_BITS = {"person": 0x000000FF, "place": 0x0000FF00, "organisation": 0x00FF0000}

_TOKEN_ATTRS = {"SPACY": SPACY, "POS": POS}
_MIX = np.uint64(0x9E3779B97F4A7C15)

Backprop = Callable[[Any], list[Doc]]


@registry.architectures("timeline.WordEmbed.v1")  # type: ignore[untyped-decorator]
def word_embed(
    width: int, features: list[str], rows: list[int], attrs: list[str], maxout_pieces: int = 3
) -> Model[list[Doc], Any]:
    """Layer that maps documents to one vector of `width` per token.

    `features` are of the word's text: `lower`, `shape`, `prefixN`, `suffixN` and `gazetteer:KIND` for each KIND of
    `GAZETTEER_BITS`; `attrs` are of the token: `SPACY`, `POS` (as set by an earlier component). `rows` holds the
    table size of each, first `features`, then `attrs`.

    Raises `ValueError` if there is not one size for each.
    """
    columns = len(features) + len(attrs)
    if len(rows) != columns:
        raise ValueError(f"{len(rows)} table sizes for {columns} features; give one for each")
    embeds: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=column, seed=8 + column, dropout=0.0) for column, size in enumerate(rows)
    ]
    mixer = Maxout(width, width * columns, nP=maxout_pieces, normalize=True, dropout=0.0)
    return Model(
        "word_embed",
        _forward,
        init=_initialize,
        layers=[chain(concatenate(*embeds), mixer)],
        attrs={"features": list(features), "token_attrs": list(attrs)},
        dims={"nO": width},
    )


def _initialize(model: Model[list[Doc], Any], X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803 - thinc's
    columns = len(model.attrs["features"]) + len(model.attrs["token_attrs"])
    model.layers[0].initialize(X=np.zeros((2, columns), dtype="uint64"))


def _forward(model: Model[list[Doc], Any], docs: list[Doc], is_train: bool) -> tuple[Any, Backprop]:
    keys, inverse = _types(docs, model.attrs["features"], model.attrs["token_attrs"])
    vectors, backprop_types = model.layers[0](model.ops.asarray(cast(Any, keys)), is_train)
    bounds = np.cumsum([0, *(len(doc) for doc in docs)])
    output = vectors[inverse]

    def backprop(gradient: Any) -> list[Doc]:
        summed = model.ops.alloc2f(*vectors.shape)
        model.ops.scatter_add(summed, model.ops.asarray1i(cast(Any, inverse)), model.ops.xp.concatenate(gradient))
        backprop_types(summed)
        return []

    return [output[start:end] for start, end in pairwise(bounds)], backprop


def _types(docs: list[Doc], features: list[str], attrs: list[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The feature rows of the different words in `docs`, and for each token the row that is its own."""
    if not any(len(doc) for doc in docs):
        return np.zeros((0, len(features) + len(attrs)), dtype="uint64"), np.zeros(0, dtype="int64")
    ids = [_TOKEN_ATTRS[attr] for attr in attrs]
    table = np.concatenate([doc.to_array([ORTH, *ids]).reshape((len(doc), -1)) for doc in docs]).astype("uint64")
    combined = table[:, 0].copy()
    for column in range(1, table.shape[1]):
        combined = combined * _MIX + table[:, column]
    _, first, inverse = np.unique(combined, return_index=True, return_inverse=True)
    vocab = docs[0].vocab
    gazetteer = vocab.lookups.get_table(GAZETTEER) if vocab.lookups.has_table(GAZETTEER) else {}
    wanted = tuple(features)
    rows = np.empty((len(first), table.shape[1] - 1 + len(features)), dtype="uint64")
    for row, token in enumerate(first):
        text = vocab.strings[int(table[token, 0])]
        rows[row, : len(wanted)] = _word_features(text, wanted, gazetteer.get(text.lower(), 0))
    rows[:, len(wanted) :] = table[first, 1:]
    return rows, inverse.astype("int64")


@lru_cache(maxsize=100_000)
def _word_features(text: str, features: tuple[str, ...], lists: int) -> tuple[int, ...]:
    return tuple(_feature(text, feature, lists) for feature in features)


def _feature(text: str, feature: str, lists: int) -> int:
    lower = text.lower()
    if feature == "lower":
        return cast(int, hash_string(lower))
    if feature == "shape":
        return cast(int, hash_string(word_shape(text)))
    if feature.startswith("gazetteer:"):
        return lists & GAZETTEER_BITS[feature.removeprefix("gazetteer:")]
    kind, length = feature[:6], int(feature[6:])
    affix = lower[:length] if kind == "prefix" else lower[-length:]
    return cast(int, hash_string(f"{kind}:{affix}"))
