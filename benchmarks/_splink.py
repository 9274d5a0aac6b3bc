"""Bare Splink, for standing beside: our comparisons and blocks, its own training, its own scores."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as levels
from splink import comparison_library as comparisons
from splink.internals.exceptions import SplinkException

from madadkar.matching.engine.keyed import KEY
from madadkar.matching.engine.policy import COMPARISONS, Comparison

Tell = Callable[[str], None]
_CERTAIN = (("code", "first_key"), ("birth", "first_key", "last_key"))
_TRAINED_ON = (("code",), ("birth", "first_key"), ("first_key", "last_key", "father_key"))
_PAIRS = 2e6


def bare_splink(
    connection: duckdb.DuckDBPyConnection,
    *,
    blocks: Sequence[Sequence[str]],
    by_household: bool = False,
    tell: Tell = lambda stage: None,
) -> list[tuple[int, int, float]]:
    """The mutual best pairs of `left_list` and `right_list` with Splink's probability.

    Trained as its documentation tells: the share of matches from certain rules, u by random sampling, m by
    expectation maximisation over three blocks, those that come to an end. Raises what Splink raises where
    lists are too few or too odd.
    """
    linker = _linker(connection, blocks)
    tell("train")
    linker.training.estimate_probability_two_random_records_match(
        [_block(rule) for rule in _CERTAIN], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=1)
    if not sum(_learns(linker, rule) for rule in _TRAINED_ON):
        raise ValueError("no round of expectation maximisation came to an end")
    tell("predict")
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    tell("choose")
    return _mutual_best(connection, predicted.physical_name, by_household=by_household)


def _learns(linker: Linker, rule: Sequence[str]) -> bool:
    """One training session; a level that is never met may get a probability of 0, and Splink gives up."""
    try:
        linker.training.estimate_parameters_using_expectation_maximisation(_block(rule), max_pairs=_PAIRS)
    except (ValueError, SplinkException) as failure:
        print(f"Splink gave up training on {rule}: {str(failure)[:120]}", file=sys.stderr)
        return False
    return True


def _block(columns: Sequence[str]) -> object:
    return block_on(*(f"{KEY}{column}" for column in columns))


def _linker(connection: duckdb.DuckDBPyConnection, blocks: Sequence[Sequence[str]]) -> Linker:
    api = DuckDBAPI(connection=connection)
    sides = [
        api.register(connection.table(table), dataset_display_name=name)
        for table, name in (("left_list", "a"), ("right_list", "b"))
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[_comparison(comparison) for comparison in COMPARISONS],
        blocking_rules_to_generate_predictions=[_block(columns) for columns in blocks],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        additional_columns_to_retain=["household"],
        max_iterations=25,
        em_convergence=1e-4,
    )
    return Linker(sides, settings, log_level=None, validate_settings=False)


def _comparison(comparison: Comparison) -> comparisons.CustomComparison:
    made = [levels.CustomLevel(comparison.unknown, "unknown").configure(is_null_level=True)]
    for level in comparison.levels:
        one = levels.CustomLevel(level.when, level.name)
        if level.frequency:
            one = one.configure(tf_adjustment_column=level.frequency, disable_tf_exact_match_detection=False)
        made.append(one)
    return comparisons.CustomComparison(
        output_column_name=comparison.name, comparison_levels=[*made, levels.ElseLevel()]
    )


def _mutual_best(
    connection: duckdb.DuckDBPyConnection, table: str, *, by_household: bool
) -> list[tuple[int, int, float]]:
    left, right = ("household_l", "household_r") if by_household else ("unique_id_l", "unique_id_r")
    return connection.execute(f"""
select unique_id_l, unique_id_r, match_probability from {table}
qualify row_number() over (partition by {left} order by match_weight desc, unique_id_l, unique_id_r) = 1
  and row_number() over (partition by {right} order by match_weight desc, unique_id_l, unique_id_r) = 1
""").fetchall()
