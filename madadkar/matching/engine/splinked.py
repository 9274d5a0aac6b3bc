"""The policy as Splink reads it: its settings, its pairs and their levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as levels
from splink import comparison_library as comparisons
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.database_api import DatabaseAPI

from madadkar.matching.engine.keyed import KEY
from madadkar.matching.engine.model import Model
from madadkar.matching.engine.policy import COMPARISONS, Block, Comparison

LEFT, RIGHT = "a_left", "b_right"
_DIALECT = "duckdb"
"""The SQL that the policy is written in; Splink translates it for its other engines."""


def settings(model: Model, blocks: Sequence[Block], *, within: bool, chance: float) -> SettingsCreator:
    """Splink's settings for the policy with the model's odds; `chance` that two random persons are one."""
    return SettingsCreator(
        link_type="dedupe_only" if within else "link_only",
        comparisons=[_comparison(comparison, model) for comparison in COMPARISONS],
        blocking_rules_to_generate_predictions=[
            block_on(*(f"{KEY}{column}" for column in block.columns)) for block in blocks
        ],
        probability_two_random_records_match=chance,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
        additional_columns_to_retain=["household"],
    )


def _comparison(comparison: Comparison, model: Model) -> comparisons.CustomComparison:
    told = model.odds[comparison.name]
    unknown = levels.CustomLevel(comparison.unknown, "unknown", _DIALECT).configure(is_null_level=True)
    made: list[ComparisonLevelCreator | dict[str, Any]] = [unknown]
    for level in comparison.levels:
        odds = told[level.name]
        made.append(
            levels.CustomLevel(level.when, level.name, _DIALECT).configure(
                m_probability=odds.same,
                u_probability=odds.strangers,
                tf_adjustment_column=level.frequency or None,
            )
        )
    last = told["else"]
    made.append(levels.ElseLevel().configure(m_probability=last.same, u_probability=last.strangers))
    return comparisons.CustomComparison(output_column_name=comparison.name, comparison_levels=made)


def linker(
    api: DatabaseAPI[Any], tables: Mapping[str, Any], model: Model, blocks: Sequence[Block], *, chance: float
) -> Linker:
    """Splink's own linker over one or two laid tables, by their names, on any of its engines."""
    registered = [
        api.register(table, dataset_display_name=f"{side}_{name}")
        for (name, table), side in zip(tables.items(), (LEFT, RIGHT), strict=False)
    ]
    told = settings(model, blocks, within=len(tables) == 1, chance=chance)
    return Linker(registered, told, log_level=None, validate_settings=False)


def blocked(
    connection: duckdb.DuckDBPyConnection,
    sides: Sequence[str],
    model: Model,
    blocks: Sequence[Block],
    *,
    chance: float,
) -> None:
    """Make the table `pairs` of every pair the blocks bring, once, as `left_id` and `right_id`."""
    tables = {name: connection.table(name) for name in sides}
    made = linker(DuckDBAPI(connection=connection), tables, model, blocks, chance=chance)
    pairs = made.inference.compute_blocked_pairs_for_predict()
    connection.execute(
        f"create or replace table pairs as {ids_sql(pairs.physical_name, within=len(sides) == 1)}"
    )
    pairs.drop_table_from_database_and_remove_from_cache()
    for name, side in zip(sides, (LEFT, RIGHT), strict=False):
        connection.execute(f"drop view if exists {side}_{name}")


def ids_sql(pairs: str, *, within: bool) -> str:
    """The query of `left_id` and `right_id` of Splink's blocked pairs, which it names with their list."""
    left, right = (
        column if within else f"split_part({column}, '-__-', 2)" for column in ("join_key_l", "join_key_r")
    )
    return f"select cast({left} as bigint) as left_id, cast({right} as bigint) as right_id from {pairs}"
