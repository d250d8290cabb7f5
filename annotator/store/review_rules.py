"""The rules of reviewing: every version that was ever in force, the newest last."""

from sqlalchemy import Connection, func, insert, select

from annotator.domain.review_rules import ReviewRules
from annotator.store.tables import review_rules


def rules_in_force(connection: Connection) -> ReviewRules:
    """The newest rules, or the defaults where nobody has set any."""
    newest = select(review_rules.c.content).order_by(review_rules.c.number.desc()).limit(1)
    content = connection.scalar(newest)
    return ReviewRules() if content is None else ReviewRules.model_validate_json(content)


def add_rules(connection: Connection, rules: ReviewRules, at: str) -> None:
    """Puts the rules in force; `at` is ISO 8601."""
    last = connection.scalar(select(func.max(review_rules.c.number))) or 0
    row = {"number": last + 1, "content": rules.model_dump_json(), "at": at}
    connection.execute(insert(review_rules), row)
