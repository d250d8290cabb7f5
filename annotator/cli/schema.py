"""`annotator schema`: what an export row is, for programs."""

import json

from annotator.cli.options import AsJson
from annotator.cli.outcome import Answer
from annotator.project.catalogue import schema


def run(as_json: AsJson = False) -> Answer:
    """Print the JSON Schema of an export row.

    annotator schema > row.schema.json
    """
    shape = schema()
    return Answer(shape, json.dumps(shape, ensure_ascii=False, indent=2), as_json)
