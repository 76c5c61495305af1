"""What MLflow finds and keeps: filters, orders and the latest values of metrics, for the run store's tests.

usage: python test/oracle/tracking.py      (writes test/fixtures/oracle/tracking.json)
Needs mlflow; see test/python/requirements-oracle.txt.
"""

import json
import logging
import math
import pathlib
import tempfile

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric
from mlflow.exceptions import MlflowException

logging.disable(logging.WARNING)

NAN, INF = float("nan"), float("inf")

# Metrics are points (step, timestamp, value); every run is described once and made on both sides.
RUNS = [
    {
        "name": "alpha",
        "startTime": 1000,
        "status": "FINISHED",
        "params": {"model": "logistic", "c": "1.0", "with space": "a"},
        "metrics": {"auc": [[0, 1, 0.9]], "f1": [[0, 1, 0.5]], "val loss": [[0, 1, 0.1]]},
        "tags": {"team": "Blue", "note": "100% sure", "한글 태그": "값"},
        "datasets": [["hr", "d1", "training"], ["hr", "d2", "evaluation"]],
    },
    {
        "name": "Beta",
        "startTime": 3000,
        "status": "FAILED",
        "params": {"model": "boosting", "c": "10"},
        "metrics": {"auc": [[0, 1, 0.8], [1, 2, 0.7]], "f1": [[0, 1, NAN]]},
        "tags": {"team": "blue", "note": "it's fine"},
        "datasets": [["credit", "d3", "training"]],
    },
    {
        "name": "gamma",
        "startTime": 2000,
        "status": "RUNNING",
        "params": {"model": "Logistic"},
        "metrics": {"auc": [[0, 1, NAN]], "f1": [[0, 1, 0.25]]},
        "tags": {"team": "red", "note": "under_score"},
        "datasets": [],
    },
    {
        "name": "delta",
        "startTime": 2000,
        "status": "KILLED",
        "params": {"c": "2"},
        "metrics": {"f1": [[0, 1, INF]]},
        "tags": {"note": 'say "hi"'},
        "datasets": [["hr", "d1", "evaluation"]],
    },
    {
        "name": "epsilon",
        "startTime": 4000,
        "status": "FINISHED",
        "params": {},
        "metrics": {"auc": [[0, 1, -INF]]},
        "tags": {"team": "BLUE", "ÉTAT": "Été"},
        "datasets": [],
    },
    {
        "name": "alpha",
        "startTime": 5000,
        "status": "FINISHED",
        "params": {"model": "logistic", "c": "9"},
        "metrics": {"auc": [[0, 1, 0]], "f1": [[0, 1, -0.5]]},
        "tags": {"team": ""},
        "datasets": [],
    },
]

FILTERS = [
    "",
    "metrics.auc > 0.75",
    "metrics.auc >= 0.7",
    "metrics.auc = 0.7",
    "metrics.auc != 0.7",
    "metrics.auc = 0",
    "metrics.auc != 0",
    "metrics.auc < 1",
    "metrics.auc <= -1e300",
    "metric.f1 > .3",
    "metrics.f1 > -1",
    "metrics.`val loss` < 0.2",
    'metrics."val loss" < 0.2',
    "metrics.nothing > 0",
    "params.model = 'logistic'",
    "params.model != 'logistic'",
    "param.model LIKE 'log%'",
    "parameters.model ILIKE 'LOG%'",
    "params.c = '1.0'",
    "params.`with space` = 'a'",
    "params.model IS NULL",
    "params.model is not null",
    "params.c LIKE '1_'",
    "tags.team = 'blue'",
    "tags.team ILIKE 'blue'",
    "tags.team LIKE '%lu%'",
    "tags.team != 'red'",
    "tags.team = ''",
    "tag.note LIKE '100%'",
    "tags.note LIKE '%_%'",
    "tags.note = \"it's fine\"",
    "tags.note = 'say \"hi\"'",
    "tags.`한글 태그` = '값'",
    "tags.`ÉTAT` ILIKE 'été'",
    "tags.`ÉTAT` ILIKE 'Été'",
    "tags.mlflow.runName = 'Beta'",
    "tags.`mlflow.runName` LIKE 'alpha'",
    "attributes.status = 'FINISHED'",
    "attributes.status = 'finished'",
    "attributes.status != 'FINISHED'",
    "status ILIKE 'finished'",
    "run.status LIKE 'F%'",
    "attr.start_time >= 2000 AND attributes.start_time < 4000",
    "created > 3000",
    "attributes.end_time > 0",
    "attributes.run_name = 'alpha'",
    "run_name ILIKE 'BETA'",
    "attributes.`run name` != 'alpha'",
    "attributes.artifact_uri LIKE '%/artifacts'",
    "attributes.user_id = 'tester'",
    "metrics.auc > 0.1 AND params.model = 'logistic' and tags.team IS NOT NULL",
    "metrics.auc > 0.1 AND metrics.f1 > 0.1",
    "dataset.name = 'hr'",
    "datasets.digest IN ('d1', 'd3')",
    "dataset.digest NOT IN ('d1', 'd3')",
    "dataset.context = 'training'",
    "dataset.context = 'evaluation' AND dataset.name LIKE 'h%'",
    "dataset.name != 'hr'",
    "params.model='logistic'AND metrics.auc>0.1",
    "tags.team = \"blue\"",
]

ORDERS = [
    [],
    ["metrics.auc"],
    ["metrics.auc DESC"],
    ["metrics.f1 ASC"],
    ["metrics.f1 desc"],
    ["metrics.`val loss` DESC"],
    ["params.c"],
    ["params.c DESC"],
    ["tags.team ASC"],
    ["tags.team DESC"],
    ["attributes.start_time ASC"],
    ["start_time DESC"],
    ["attributes.run_name"],
    ["attributes.status DESC", "metrics.auc ASC"],
    ["params.model", "attributes.start_time ASC"],
    ["attributes.end_time DESC"],
]

REFUSED_FILTERS = [
    "metrics.auc > 0.5 OR metrics.f1 > 0.5",
    "metrics.auc > 'high'",
    "metrics.auc LIKE 'a'",
    "metrics.auc IS NULL",
    "params.c = 1",
    "params.model > 'a'",
    "params.model IN ('a')",
    "attributes.nothing = 'a'",
    "auc > 0.5",
    "thing.a = 'b'",
    "attributes.status IN ('FINISHED')",
    "attributes.start_time = 'now'",
    "attributes.start_time LIKE '1%'",
    "dataset.profile = 'a'",
    "metrics.auc == 1",
    "metrics.auc >",
    "metrics.auc",
    "0.5 < metrics.auc",
    "NOT metrics.auc > 1",
    "(metrics.auc > 1)",
    "metrics.auc > 1; DROP TABLE runs",
]

REFUSED_ORDERS = [
    ["metrics.auc SIDEWAYS"],
    ["auc"],
    ["dataset.name"],
    ["metrics.auc DESC, params.c"],
    ["metrics.auc", "metrics.auc DESC"],
    [""],
]

# Points of one metric in the order of logging; a point is (step, timestamp, value).
LATEST = [
    [[0, 1, 0.1], [1, 1, 0.2]],
    [[1, 1, 0.2], [0, 9, 0.1]],
    [[0, 1, 0.5], [0, 2, 0.4]],
    [[0, 2, 0.5], [0, 1, 0.9]],
    [[0, 1, 0.5], [0, 1, 0.6]],
    [[0, 1, 0.6], [0, 1, 0.5]],
    [[0, 1, 0.5], [0, 1, NAN]],
    [[0, 1, -0.5], [0, 1, NAN]],
    [[0, 1, NAN], [0, 1, 0.5]],
    [[0, 1, INF], [0, 1, 1e300]],
    [[0, 1, -INF], [0, 1, NAN], [0, 1, NAN]],
    [[-3, 1, 5.0], [-4, 1, 6.0]],
]


def create_run(client, experiment_id, spec):
    tags = {**spec["tags"], "mlflow.user": "tester"}
    run = client.create_run(experiment_id, spec["startTime"], tags, spec["name"])
    run_id = run.info.run_id
    metrics = [
        Metric(key, value, timestamp, step)
        for key, points in spec["metrics"].items()
        for step, timestamp, value in points
    ]
    client.log_batch(run_id, metrics)
    for key, value in spec["params"].items():
        client.log_param(run_id, key, value)
    for name, digest, context in spec["datasets"]:
        dataset = Dataset(name, digest, "local", "{}")
        client.log_inputs(run_id, [DatasetInput(dataset, [InputTag("mlflow.data.context", context)])])
    if spec["status"] != "RUNNING":
        client.set_terminated(run_id, spec["status"], end_time=spec["startTime"] + 500)
    return run_id


def json_number(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def is_refused(search):
    try:
        search()
    except MlflowException:
        return True
    return False


def main():
    with tempfile.TemporaryDirectory() as folder:
        uri = f"sqlite:///{folder}/mlflow.db"
        client = MlflowClient(uri, uri)
        experiment_id = client.create_experiment("oracle", f"{folder}/artifacts")
        number_of = {create_run(client, experiment_id, spec): i for i, spec in enumerate(RUNS)}

        def found(**query):
            return [number_of[r.info.run_id] for r in client.search_runs([experiment_id], **query)]

        # Ties are broken by the run id, which differs from store to store: filters give sets.
        unexpected = [f for f in FILTERS if is_refused(lambda: found(filter_string=f))]
        assert unexpected == [], unexpected
        filters = [{"filter": f, "runs": sorted(found(filter_string=f))} for f in FILTERS]
        tied = {i for i, spec in enumerate(RUNS) if spec["startTime"] == 2000}
        orders = [{"orderBy": o, "runs": found(order_by=o)} for o in ORDERS]
        refused_filters = [
            f for f in REFUSED_FILTERS if is_refused(lambda: found(filter_string=f))
        ]
        refused_orders = [o for o in REFUSED_ORDERS if is_refused(lambda: found(order_by=o))]
        assert refused_filters == REFUSED_FILTERS, set(REFUSED_FILTERS) - set(refused_filters)
        assert refused_orders == REFUSED_ORDERS, refused_orders

        latest = []
        for points in LATEST:
            run_id = client.create_run(experiment_id).info.run_id
            for step, timestamp, value in points:
                client.log_metric(run_id, "m", value, timestamp, step)
            value = client.get_run(run_id).data.metrics["m"]
            history = client.get_metric_history(run_id, "m")
            latest.append(
                {
                    "points": [[s, t, json_number(v)] for s, t, v in points],
                    "latest": json_number(value),
                    "stored": len(history),
                }
            )

    for spec in RUNS:
        for points in spec["metrics"].values():
            for point in points:
                point[2] = json_number(point[2])
    out = pathlib.Path(__file__).parent.parent / "fixtures/oracle/tracking.json"
    document = {
        "tool": "mlflow",
        "versions": {"mlflow": mlflow.__version__},
        "command": "python test/oracle/tracking.py",
        "tolerance": {"rtol": 0, "atol": 0},
        "cases": {
            "runs": RUNS,
            "tied": sorted(tied),
            "filters": filters,
            "orders": orders,
            "refusedFilters": REFUSED_FILTERS,
            "refusedOrders": REFUSED_ORDERS,
            "latest": latest,
        },
    }
    out.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
