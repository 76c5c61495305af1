"""The frame of a fixture: which tool in which version says what, and how closely it is to be met."""

import json
import math
import pathlib

import numpy as np

TEST = pathlib.Path(__file__).resolve().parent.parent


def plain(value, whole=float):
    """The value as JSON: no numpy types, NaN and infinities as strings. Floats without a fraction are written as `whole`."""
    if isinstance(value, dict):
        return {str(key): plain(item, whole) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item, whole) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (np.integer, int)):
        return int(value)
    if isinstance(value, (np.floating, float)):
        number = float(value)
        if math.isfinite(number):
            return whole(number) if number.is_integer() and abs(number) < 2**53 else number
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    return value


def write_fixture(area, tool, versions, tolerance, cases, *, whole=float, indent=None):
    """Writes fixtures/oracle/AREA.json with the command that made it."""
    document = {
        "tool": tool,
        "versions": versions,
        "command": f"python test/oracle/{area}.py",
        "tolerance": tolerance,
        "cases": plain(cases, whole),
    }
    separators = (",", ":") if indent is None else None
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False)
    (TEST / "fixtures" / "oracle" / f"{area}.json").write_text(f"{text}\n", encoding="utf-8")
