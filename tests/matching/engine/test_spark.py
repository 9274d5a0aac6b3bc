"""The cluster: its links are DuckDB's, and nothing of it is left running."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from typing import IO

import psutil
import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine import blocking, cluster, spark
from madadkar.matching.engine.linking import link_rosters
from madadkar.matching.engine.on_spark import spoken
from madadkar.matching.engine.persons import Person
from madadkar.matching.practice import practice
from tests.matching.engine.lists import KARIM, person


def running() -> set[int]:
    """What this test has started and is still there."""
    children = psutil.Process().children(recursive=True)
    return {child.pid for child in children if child.status() != psutil.STATUS_ZOMBIE}


@pytest.mark.slow
def test_a_cluster_of_a_master_and_two_workers_gives_the_links_of_duckdb(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A nation's lists are too long for the wide blocks.
    monkeypatch.setattr(blocking, "MOST_WIDE_PAIRS", 0)
    made = practice(kind="harder", split="reporting", households=300, files=200, common=80, seed=3)
    alone = link_rosters(made.left, made.right, with_households=True)
    before = running()

    with cluster.running(workers=2, is_brief=True) as up:
        workers = running() - before
        compare = spark.comparer(up.master, settings=up.environment)
        found = link_rosters(made.left, made.right, with_households=True, comparer=compare)

    assert len(workers) >= 3
    assert len(alone.links) > 60
    assert found.is_as(alone)
    assert not workers & running()


def test_a_likeness_that_duckdb_measures_higher_is_in_doubt_in_sparks_words() -> None:
    asked = (
        "select jaro_winkler_similarity(a, b) >= 0.86 as near, starts_with(a, b) as begins, 1 as n from pairs"
    )

    told = spoken(asked)

    assert "(JARO_WINKLER(a, b) - 0.000000001) >= 0.86 AS near" in told
    assert "STARTSWITH(a, b) AS begins" in told
    assert told.endswith("+ 0.06) >= 0.86) AS in_doubt FROM pairs")


def test_a_cluster_that_fails_is_an_expected_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def failed(
        arguments: list[str], stdout: IO[bytes], **options: object
    ) -> subprocess.CompletedProcess[bytes]:
        stdout.write(b"INFO begun\njava.io.IOException: no route to host\nINFO ended\n")
        return subprocess.CompletedProcess(arguments, 1)

    monkeypatch.setattr(subprocess, "run", failed)
    both = [person(1, **KARIM)], [person(1, **KARIM)]

    with pytest.raises(Refusal) as no:
        link_rosters(*both, comparer=spark.comparer("spark://nowhere:7077"))

    facts = {"master": "spark://nowhere:7077", "said": "java.io.IOException: no route to host"}
    assert no.value == Refusal("spark_failed", **facts)


@pytest.mark.parametrize(
    ("missing", "environment", "code"),
    [("pyspark", {}, "spark_not_installed"), ("java", {"JAVA_HOME": "", "PATH": ""}, "java_not_found")],
)
def test_what_spark_needs_and_is_not_there_is_said(
    missing: str, environment: Mapping[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "pyspark":
        monkeypatch.setattr(spark, "find_spec", lambda name: None)
    for name, told in environment.items():
        monkeypatch.setitem(os.environ, name, told)

    with pytest.raises(Refusal) as no:
        spark.comparer("spark://here:7077")

    assert no.value.code == code


def test_lists_nobody_stands_in_are_not_taken_to_the_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", None)
    nobody: list[Person] = []

    found = link_rosters(nobody, nobody, comparer=spark.comparer("spark://nowhere:7077"))

    assert found.links == []
