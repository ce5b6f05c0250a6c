"""Promises of the training data's readers: nothing shifted, nothing lost, nothing leaked from dev to train."""

from pathlib import Path

import corpora
import pytest
import spacy

ROOT = Path(__file__).resolve().parents[2]

CONLLU = """# sent_id = 1
# cdt_doc = a
# text = Ida bor i Vejle.
1\tIda\tIda\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-PER
2\tbor\tbo\tVERB\t_\tTense=Pres\t0\troot\t_\t_
3\ti\ti\tADP\t_\t_\t4\tcase\t_\t_
4\tVejle\tVejle\tPROPN\t_\t_\t2\tobl\t_\tNER=B-LOC|SpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# sent_id = 2
# cdt_doc = a
# text = Hun ler.
1\tHun\thun\tPRON\t_\t_\t2\tnsubj\t_\t_
2\tler\tle\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""


@pytest.fixture
def sentences(tmp_path: Path) -> list[corpora.Sentence]:
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return corpora.read_conllu(path)


def test_treebank_sentence_keeps_words_heads_and_names(sentences: list[corpora.Sentence]) -> None:
    """Heads count from 0 within the sentence, the root is its own head, names come from MISC."""
    words = sentences[0].words
    assert [1, 1, 3, 1, 1] == [word.head for word in words]
    assert ["nsubj", "ROOT", "case", "obl", "punct"] == [word.dep for word in words]
    assert ["B-PER", "O", "O", "B-LOC", "O"] == [word.entity for word in words]


def test_document_of_sentences_is_gold_throughout(sentences: list[corpora.Sentence]) -> None:
    """Joined sentences keep text, sentence starts, dependencies and names; a line break is a token of its own."""
    doc = corpora.reference(spacy.blank("da").vocab, sentences, breaks=["\n\n"])
    assert "Ida bor i Vejle.\n\nHun ler." == doc.text.strip()
    assert ["Ida bor i Vejle.\n\n", "Hun ler."] == [sent.text for sent in doc.sents]
    assert [("Ida", "PER"), ("Vejle", "LOC")] == [(ent.text, ent.label_) for ent in doc.ents]


def test_headline_loses_only_its_full_stop(sentences: list[corpora.Sentence]) -> None:
    """A headline is the sentence without the final stop, never without a word."""
    assert ["Hun", "ler"] == [word.form for word in corpora.headline(sentences[1]).words]


def test_groups_hold_each_sentence_once(sentences: list[corpora.Sentence]) -> None:
    """Grouping into documents is a partition, with and without a seed."""
    for seed in (None, 7):
        groups = list(corpora.grouped(sentences * 5, largest=3, seed=seed))
        assert 10 == sum(map(len, groups))
        assert all(1 <= len(group) <= 3 for group in groups)


def test_inline_entities_are_found_by_offset() -> None:
    """Marks are taken out, and each name slices back."""
    sentence = corpora.parse_inline("[Ida Holm](PER) ([S](ORG)) bor i [Vejle](LOC).")
    assert "Ida Holm (S) bor i Vejle." == sentence.text
    found = [(sentence.text[start:end], label) for start, end, label in sentence.entities]
    assert [("Ida Holm", "PER"), ("S", "ORG"), ("Vejle", "LOC")] == found


def test_unknown_labels_are_refused() -> None:
    """A typing mistake in a label is named with its line."""
    with pytest.raises(ValueError, match="unknown label 'PRE'"):
        corpora.parse_inline("[Ida](PRE) ler.")


def test_shipped_sentences_are_lawful_and_split() -> None:
    """Every marked file reads, every sixth sentence is dev, and no sentence is on both sides."""
    train: list[corpora.NamedSentence] = []
    dev: list[corpora.NamedSentence] = []
    for path in sorted((ROOT / "training" / "data").glob("*.txt")):
        one, other = corpora.read_inline(path)
        train += one
        dev += other
    assert 1500 <= len(train) + len(dev)
    assert set() == {sentence.text for sentence in train} & {sentence.text for sentence in dev}
    for sentence in (*train, *dev):
        assert "[" not in sentence.text
        assert all(sentence.text[a:b].strip() == sentence.text[a:b] for a, b, _ in sentence.entities)
