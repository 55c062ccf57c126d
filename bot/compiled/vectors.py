"""Questions to LANES neighbouring rows at once, answered side by side by the machine.

For compiled code, on contiguous arrays of float64. LLVM fits its vectors to any little-endian
machine, and the answers are those of the same comparisons row by row. Nothing is checked: the LANES
rows from `t` (uint64) on must be there.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

STRIDE = 32
LANES: Any = np.uint64(STRIDE)
"""Unsigned, since an index that could be negative is wrapped around at every access."""

_INT = ir.IntType(32)


def _vector(lanes: int) -> ir.VectorType:
    return ir.VectorType(ir.DoubleType(), lanes)


def _rows_from(context: Any, builder: Any, kind: Any, array: Any, t: Any) -> Any:
    first = builder.gep(context.make_array(kind)(context, builder, array).data, [t])
    rows = builder.load(builder.bitcast(first, _vector(STRIDE).as_pointer()))
    rows.align = 8  # that of one value
    return rows


def _everywhere(builder: Any, value: Any) -> Any:
    unset = ir.Constant(_vector(STRIDE), ir.Undefined)
    one = builder.insert_element(unset, value, ir.Constant(_INT, 0))
    return builder.shuffle_vector(one, unset, ir.Constant(ir.VectorType(_INT, STRIDE), None))


def _readable(*arrays: Any) -> bool:
    """Whether all are contiguous float64 arrays; others are refused while compiling."""
    return all(
        isinstance(array, types.Array)
        and (array.dtype, array.ndim, array.layout) == (types.float64, 1, "C")
        for array in arrays
    )


def _rows_touching(_: Any, low: Any, high: Any, t: Any, floor: Any, ceiling: Any) -> Any:
    def bits(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        low, high, t, floor, ceiling = arguments
        lows = _rows_from(context, builder, signature.args[0], low, t)
        highs = _rows_from(context, builder, signature.args[1], high, t)
        fallen = builder.fcmp_ordered("<=", lows, _everywhere(builder, floor))
        risen = builder.fcmp_ordered(">=", highs, _everywhere(builder, ceiling))
        word = builder.bitcast(builder.or_(fallen, risen), ir.IntType(STRIDE))
        return builder.zext(word, ir.IntType(64))

    signature = types.uint64(low, high, types.uint64, types.float64, types.float64)
    return (signature, bits) if _readable(low, high) else None


def _most(comparison: str) -> Any:
    """The value that compares so to all others, which must be numbers: halves against halves."""

    def typed(_: Any, values: Any, __: Any) -> Any:
        def value(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            best = _rows_from(context, builder, signature.args[0], *arguments)
            lanes = STRIDE
            while lanes > 1:
                lanes //= 2
                left, right = (_half(builder, best, start, lanes) for start in (0, lanes))
                best = builder.select(builder.fcmp_ordered(comparison, left, right), left, right)
            return builder.extract_element(best, ir.Constant(_INT, 0))

        return (types.float64(values, types.uint64), value) if _readable(values) else None

    return typed


def _half(builder: Any, vector: Any, start: int, lanes: int) -> Any:
    chosen = ir.Constant(ir.VectorType(_INT, lanes), list(range(start, start + lanes)))
    return builder.shuffle_vector(vector, ir.Constant(vector.type, ir.Undefined), chosen)


rows_touching: Any = intrinsic(_rows_touching)
"""(low, high, t, floor, ceiling): bit k where low[t + k] <= floor or high[t + k] >= ceiling."""
lowest_row: Any = intrinsic(_most("<"))
"""(values, t): the lowest of LANES numbers."""
highest_row: Any = intrinsic(_most(">"))
"""(values, t): the highest of LANES numbers."""
