"""Which mutants there are: a choice among the operators of cosmic-ray, and ours for what it lacks.

One telling change rather than every possible one: a comparison is moved by one and turned round, and nobody waits for the other
eight that the same tests would notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cosmic_ray.operators import (
    binary_operator_replacement,
    boolean_replacer,
    break_continue,
    comparison_operator_replacement,
    unary_operator_replacement,
)

from waymark_author.operators_of_calls import KeywordRemoved, SwappedArguments
from waymark_author.operators_of_statements import (
    CaughtLess,
    EmptyLoop,
    StatementRemoved,
    TellingDecoratorRemoved,
    ValueReturned,
)
from waymark_author.operators_of_values import (
    Augmented,
    ConditionNegated,
    DefaultGiven,
    FilterNegated,
    Membership,
    NumberMoved,
    SliceOpened,
    TextChanged,
    is_arithmetic,
    is_signed_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cosmic_ray.operators.operator import Operator

    from waymark_author.leaves import Node


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    operator: Operator
    applies: Callable[[Node], bool] = lambda _: True
    """Where cosmic-ray would go further than we want."""


def _comparison(name: str, pairs: str) -> list[Choice]:
    return [
        Choice(name, getattr(comparison_operator_replacement, f"ReplaceComparisonOperator_{pair}")())
        for pair in pairs.split()
    ]


_ARITHMETIC = (
    "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Div Mod_FloorDiv Pow_Mul RShift_LShift LShift_RShift BitOr_BitAnd BitAnd_BitOr"
    " BitXor_BitAnd"
)

CHOICES: tuple[Choice, ...] = (
    *_comparison("comparison boundary", "Lt_LtE LtE_Lt Gt_GtE GtE_Gt"),
    *_comparison("comparison negated", "Eq_NotEq NotEq_Eq Lt_GtE LtE_Gt Gt_LtE GtE_Lt Is_IsNot IsNot_Is"),
    Choice("comparison negated", Membership()),
    *(
        Choice("arithmetic", getattr(binary_operator_replacement, f"ReplaceBinaryOperator_{pair}")(), is_arithmetic)
        for pair in _ARITHMETIC.split()
    ),
    Choice("arithmetic", Augmented()),
    Choice("arithmetic", unary_operator_replacement.ReplaceUnaryOperator_Delete_USub(), is_signed_name),
    Choice("boolean", boolean_replacer.ReplaceAndWithOr()),
    Choice("boolean", boolean_replacer.ReplaceOrWithAnd()),
    Choice("boolean", boolean_replacer.ReplaceTrueWithFalse()),
    Choice("boolean", boolean_replacer.ReplaceFalseWithTrue()),
    Choice("condition negated", unary_operator_replacement.ReplaceUnaryOperator_Delete_Not()),
    Choice("condition negated", ConditionNegated()),
    Choice("condition negated", FilterNegated()),
    Choice("number", NumberMoved()),
    Choice("text", TextChanged()),
    Choice("default", DefaultGiven()),
    Choice("slice", SliceOpened()),
    Choice("returned value", ValueReturned()),
    Choice("statement removed", StatementRemoved()),
    Choice("loop", break_continue.ReplaceBreakWithContinue()),
    Choice("loop", break_continue.ReplaceContinueWithBreak()),
    Choice("loop", EmptyLoop()),
    Choice("caught exception", CaughtLess()),
    Choice("decorator removed", TellingDecoratorRemoved()),
    Choice("arguments swapped", SwappedArguments()),
    Choice("argument removed", KeywordRemoved()),
)

OF_TEXTS = frozenset({"text"})
OF_ARGUMENTS = frozenset({"arguments swapped", "argument removed"})
