"""The policy as Splink reads it: its settings, its pairs and their levels."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as levels
from splink import comparison_library as comparisons

from madadkar.matching.engine.keyed import KEY
from madadkar.matching.engine.model import Model
from madadkar.matching.engine.policy import COMPARISONS, Block, Comparison

LEFT, RIGHT = "a_left", "b_right"


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
    unknown = levels.CustomLevel(comparison.unknown, "unknown").configure(is_null_level=True)
    made = [unknown]
    for level in comparison.levels:
        odds = told[level.name]
        made.append(
            levels.CustomLevel(level.when, level.name).configure(
                m_probability=odds.same,
                u_probability=odds.strangers,
                **({"tf_adjustment_column": level.frequency} if level.frequency else {}),
                **({"disable_tf_exact_match_detection": False} if level.frequency else {}),
            )
        )
    last = told["else"]
    made.append(levels.ElseLevel().configure(m_probability=last.same, u_probability=last.strangers))
    return comparisons.CustomComparison(output_column_name=comparison.name, comparison_levels=made)


def linker(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[str],
    model: Model,
    blocks: Sequence[Block],
    *,
    chance: float,
) -> Linker:
    """Splink's own linker over one or two laid tables, for its blocking, its charts and its own predictions."""
    api = DuckDBAPI(connection=connection)
    registered = [
        api.register(connection.table(table), dataset_display_name=f"{name}_{table}")
        for table, name in zip(tables, (LEFT, RIGHT), strict=False)
    ]
    told = settings(model, blocks, within=len(tables) == 1, chance=chance)
    return Linker(registered, told, log_level=None, validate_settings=False)


def blocked(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], made: Linker, name: str) -> None:
    """Make the table `name` of every pair the blocks bring, once, as `left_id` and `right_id`."""
    pairs = made.inference.compute_blocked_pairs_for_predict()
    between = len(tables) == 2
    left, right = (
        f"split_part({column}, '-__-', 2)" if between else column for column in ("join_key_l", "join_key_r")
    )
    connection.execute(
        f"create or replace table {name} as select cast({left} as bigint) as left_id,"
        f" cast({right} as bigint) as right_id from {pairs.physical_name}"
    )
    pairs.drop_table_from_database_and_remove_from_cache()
    for table, display in zip(tables, (LEFT, RIGHT), strict=False):
        connection.execute(f"drop view if exists {display}_{table}")
