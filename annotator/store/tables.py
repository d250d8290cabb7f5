"""The tables as queries name them; what they are made of stands in the migrations."""

from sqlalchemy import column, table

article = table(
    "article",
    column("number"),
    column("id"),
    column("text_sha256"),
    column("title"),
    column("opening"),
    column("language"),
    column("direction"),
    column("source"),
    column("url"),
    column("author"),
    column("published"),
    column("dateline"),
    column("words"),
)
"""What the queue shows, apart from the texts, so that listing 100,000 articles reads none of them."""

article_body = table(
    "article_body",
    column("number"),
    column("text"),
    column("meta"),
    column("segments"),
    column("origin"),
)

annotator = table("annotator", column("name"), column("kind"))

annotation = table(
    "annotation",
    column("article_id"),
    column("annotator"),
    column("revision"),
    column("snapshot_revision"),
    column("scheme_name"),
    column("scheme_version"),
    column("status"),
    column("flagged"),
    column("mentions"),
    column("judgements"),
    column("created"),
    column("updated"),
    column("active_seconds"),
    column("program_version"),
)

step = table(
    "step",
    column("article_id"),
    column("annotator"),
    column("revision"),
    column("at"),
    column("taken_by"),
    column("how"),
    column("step"),
)
"""The log: with the newest snapshot it is the truth about an annotation."""

snapshot = table(
    "snapshot",
    column("article_id"),
    column("annotator"),
    column("revision"),
    column("annotation"),
)
"""Annotations as they were at a revision: what came in from outside (revision 0) and the newest."""

scheme = table("scheme", column("number"), column("name"), column("version"), column("content"), column("at"))

review_rules = table("review_rules", column("number"), column("content"), column("at"))

migration = table("migration", column("number"), column("name"), column("at"))

TABLES = (article, article_body, annotator, annotation, step, snapshot, scheme, review_rules, migration)
