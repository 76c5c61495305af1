"""Writes fixtures/oracle/series.json: autocorrelations and augmented Dickey-Fuller tests of statsmodels.

    python test/oracle/series.py
"""

import numpy as np
import statsmodels
from fixture import write_fixture
from statsmodels.tsa.stattools import acf, adfuller


def series():
    rng = np.random.default_rng(20261123)
    noise = rng.normal(size=400)
    autoregressive = np.zeros(300)
    for t in range(1, 300):
        autoregressive[t] = 0.8 * autoregressive[t - 1] + noise[t]
    time = np.arange(240)
    yield "noise", noise[:120]
    yield "random walk", np.cumsum(noise)
    yield "random walk far from zero", 1e6 + np.cumsum(noise[:200])
    yield "autoregressive", autoregressive
    yield "trend", 0.3 * time + noise[:240]
    yield "season", 4 * np.sin(2 * np.pi * time / 12) + noise[:240]
    yield "explosive", 1.05 ** time[:120] + noise[:120]
    yield "short", noise[:12]
    yield "steps", np.round(np.cumsum(noise[:90]))


def case(name, values):
    values = np.round(values, 6)
    found = adfuller(values, result_object=True)
    statistic, p_value, lags, n = found.statistic, found.pvalue, found.lags, found.nobs
    return {
        "name": name,
        "values": values.tolist(),
        "adf": {"statistic": float(statistic), "pValue": float(p_value), "lags": int(lags), "n": int(n)},
        "acf": acf(values, nlags=min(40, len(values) - 1)).tolist(),
    }


write_fixture(
    "series",
    "statsmodels",
    {"statsmodels": statsmodels.__version__, "numpy": np.__version__},
    {"rtol": 1e-8, "atol": 1e-12},
    [case(name, values) for name, values in series()],
    indent=1,
)
