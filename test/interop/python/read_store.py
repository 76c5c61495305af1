"""Prints what MLflow reads in a store, as JSON. usage: read_store.py URI   (opening a SQLite file migrates it)"""

import json
import logging
import math
import os
import sys
import tempfile

logging.disable(logging.WARNING)

from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import ViewType  # noqa: E402


def number(value):
    return None if math.isnan(value) else value


def artifacts(client, run_id, path=None):
    for found in client.list_artifacts(run_id, path):
        if found.is_dir:
            yield from artifacts(client, run_id, found.path)
        else:
            with tempfile.TemporaryDirectory() as folder:
                with open(client.download_artifacts(run_id, found.path, folder), "rb") as file:
                    content = file.read()
            yield {"path": found.path, "size": found.file_size, "hex": content.hex()}


def read_run(client, run):
    run_id = run.info.run_id
    run = client.get_run(run_id)
    return {
        "runId": run_id,
        "experimentId": run.info.experiment_id,
        "name": run.info.run_name,
        "status": run.info.status,
        "startTime": run.info.start_time,
        "endTime": run.info.end_time,
        "lifecycleStage": run.info.lifecycle_stage,
        "params": run.data.params,
        "metrics": {key: number(value) for key, value in run.data.metrics.items()},
        "tags": run.data.tags,
        "metricHistory": {
            key: [
                {"step": m.step, "timestamp": m.timestamp, "value": number(m.value)}
                for m in client.get_metric_history(run_id, key)
            ]
            for key in run.data.metrics
        },
        "datasets": [
            {
                "name": i.dataset.name,
                "digest": i.dataset.digest,
                "sourceType": i.dataset.source_type,
                "source": i.dataset.source,
                "schema": i.dataset.schema,
                "profile": i.dataset.profile,
                "context": {t.key: t.value for t in i.tags}.get("mlflow.data.context"),
            }
            for i in run.inputs.dataset_inputs
        ],
        "artifacts": list(artifacts(client, run_id)),
    }


def main():
    uri = sys.argv[1]
    client = MlflowClient(uri, uri)
    experiments = client.search_experiments()
    ids = [e.experiment_id for e in experiments]
    runs = client.search_runs(ids, run_view_type=ViewType.ALL, max_results=1000)
    document = {
        "experiments": [
            {"experimentId": e.experiment_id, "name": e.name, "artifactLocation": e.artifact_location}
            for e in experiments
        ],
        "runs": [read_run(client, run) for run in runs],
    }
    json.dump(document, sys.stdout)


if __name__ == "__main__":
    # MLflow and Alembic print to stdout while they migrate: keep the document apart.
    out = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = os.fdopen(out, "w", encoding="utf-8")
    main()
    sys.stdout.flush()
