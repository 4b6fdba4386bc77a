"""Compares documents with their schemas: a line of JSON for each question, and one for its answer, a list of faults."""

import json
import sys
import threading

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

schemas = {}


def answer(question):
    if "schemas" in question:
        schemas.clear()
        for command, schema in question["schemas"].items():
            Draft202012Validator.check_schema(schema)
            schemas[command] = Draft202012Validator(schema)
        return []
    fault = best_match(schemas[question["command"]].iter_errors(json.loads(question["document"])))
    return [] if fault is None else [f"{fault.json_path}: {fault.message}"]


def main():
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


# Some trees are a thousand goals deep.
sys.setrecursionlimit(100_000)
threading.stack_size(512 * 1024 * 1024)
threading.Thread(target=main).start()
