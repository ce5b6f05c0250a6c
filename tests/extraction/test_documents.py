"""Promises of the step from text to Doc."""

from hypothesis import given
from hypothesis import strategies as st

from timeline import Pipeline
from timeline.extraction import documents
from timeline.extraction.preprocess import zones


def test_every_zone_starts_a_sentence(danish: Pipeline, seed_text: str) -> None:
    """No sentence runs over the end of a paragraph, a headline or a dash quotation."""
    parts = zones(seed_text, danish.pack.zones)
    starts = {token.idx for token in documents.annotate(seed_text, danish.nlp, parts) if token.is_sent_start}
    assert {zone.start for zone in parts} <= starts


def test_long_text_is_read_in_pieces_without_loss(danish: Pipeline) -> None:
    """A text longer than a piece keeps every character and every paragraph's sentence start."""
    text = "Havnen i Korsør åbnede mandag. Borgmesteren klippede snoren.\n\n" * 1200
    assert len(text) > documents.PIECE_LENGTH
    doc = documents.annotate(text, danish.nlp, zones(text, danish.pack.zones))
    assert text == doc.text
    assert 1200 <= sum(1 for token in doc if token.is_sent_start and token.text == "Havnen")


@given(st.text(st.sampled_from("ab .\n"), max_size=400))
def test_pieces_join_to_the_text(text: str) -> None:
    """Cutting loses nothing, and no piece is longer than allowed."""
    long_text = text * (2 * documents.PIECE_LENGTH // max(len(text), 1) + 1)
    pieces = list(documents._pieces(long_text))
    assert long_text == "".join(long_text[start:end] for start, end in pieces)
    assert all(end - start <= documents.PIECE_LENGTH for start, end in pieces)


def test_long_runs_without_space_are_cut(danish: Pipeline) -> None:
    """A run that is no word costs no more than its length, keeps its characters and leaves its neighbours alone."""
    text = "Havnen åbnede. " + "(" * 20_000 + " Broen lukkede."
    doc = documents.annotate(text, danish.nlp, zones(text, danish.pack.zones))
    assert text == doc.text
    assert {"Havnen", "åbnede", "Broen", "lukkede"} <= {token.text for token in doc}
    assert len(doc) < 300


def test_no_sentence_is_endless(danish: Pipeline) -> None:
    """Text without a full stop is cut into sentences that clause analysis can afford, prose at full stops only."""
    text = "12 mandag 3 maj " * 1000
    doc = documents.annotate(text, danish.nlp, zones(text, danish.pack.zones))
    assert max(len(sentence) for sentence in doc.sents) <= 2 * documents.LONG_PARAGRAPH + 1
    text = "Havnen i Korsør åbnede mandag efter to års arbejde. " * 60
    doc = documents.annotate(text, danish.nlp, zones(text, danish.pack.zones))
    assert {"Havnen"} == {sentence[0].text for sentence in doc.sents}
