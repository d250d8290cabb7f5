"""The manifest of a data set: its files with their hashes, what each part holds, and how it was made."""

import orjson

from annotator.domain.data_set import DataFile, DataPart, DataSet
from annotator.formats.near_duplicates import ENOUGH, STRETCH

_LAYOUT = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def manifest(data_set: DataSet) -> bytes:
    """JSON without times or places, so that the same data set has the same manifest everywhere.

    Counts are of what was given to the format; what of it the format could not hold stands under losses.
    """
    return orjson.dumps(
        {
            "program": {"name": "stance-annotator", "version": data_set.program},
            "format": data_set.format_name,
            "options": dict(data_set.options),
            "scheme": {"name": data_set.scheme, "version": data_set.scheme_version},
            "guidelines_version": data_set.guidelines_version,
            "annotated_under": [
                {
                    "scheme": {"name": one.scheme, "version": one.version},
                    "guidelines_version": one.guidelines_version,
                    "annotations": one.annotations,
                }
                for one in data_set.begun
            ],
            "annotators": {kind.value: number for kind, number in data_set.annotators.items()},
            "statuses": dict(data_set.statuses),
            "languages": {code or "unknown": number for code, number in data_set.languages.items()},
            "split": None if data_set.seed is None else _split(data_set),
            "near_duplicates": {
                "words_a_stretch": STRETCH,
                "from_share_of_the_shorter": ENOUGH,
                "groups": data_set.near_duplicates,
            },
            "parts": {part.name: _part(part) for part in data_set.parts},
            "losses": [
                {
                    "times": kind.times,
                    "for_example": {
                        "article": kind.example.article,
                        "what": kind.example.what,
                        "why": kind.example.why,
                    },
                }
                for kind in data_set.losses
            ],
            "files": [_file(file) for file in data_set.files],
        },
        option=_LAYOUT,
    )


def _split(data_set: DataSet) -> dict[str, object]:
    return {
        "seed": data_set.seed,
        "shares": {part.name: part.share for part in data_set.parts},
        "by": "article; near duplicates stay together; stratified by labels",
    }


def _part(part: DataPart) -> dict[str, object]:
    return {
        "articles": len(part.articles),
        "annotations": part.annotations,
        "rows": part.rows,
        "losses": part.losses,
        "mentions": dict(part.mentions),
        "judgements": {task: dict(labels) for task, labels in part.judgements.items()},
        "article_ids": part.articles,
    }


def _file(file: DataFile) -> dict[str, object]:
    return {"file": file.file, "part": file.part, "bytes": file.bytes, "sha256": file.sha256}
