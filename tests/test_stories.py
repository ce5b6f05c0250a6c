"""Whole stories: what merging and ordering promise on articles that tell the same happenings."""

import pytest
import story_scores

import seeds
from timeline import Pipeline


@pytest.fixture(scope="module", params=seeds.story_names())
def score(request: pytest.FixtureRequest, danish: Pipeline) -> story_scores.Score:
    """The score of one story of the seeds."""
    documents, gold = seeds.story(request.param)
    return story_scores.score(gold, story_scores.chronology(documents, danish))


def test_nothing_stands_the_wrong_way_round(score: story_scores.Score) -> None:
    """Of two happenings whose order the articles decide, the later never comes out as the earlier."""
    assert () == score.reversed


def test_no_disagreement_is_invented(score: story_scores.Score) -> None:
    """Events that all articles tell alike have no conflicts."""
    assert () == score.false_conflicts


def test_most_is_merged_and_little_wrongly(score: story_scores.Score) -> None:
    """Tellings of one happening find each other, and hardly any strangers."""
    assert score.f1 >= 0.9
    assert len(score.fused) <= 1


def test_most_disagreements_are_told(score: story_scores.Score) -> None:
    """More than half of the planted conflicts are found."""
    hits, total = score.shares["conflicts told"]
    assert 2 * hits > total


def test_plans_are_linked(score: story_scores.Score) -> None:
    """At least a third of the plans are linked to what became of them."""
    hits, total = score.shares["plan links found"]
    assert 3 * hits >= total
