"""The base of everything the domain holds: frozen, closed, compared by value."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value; it is changed by making another one."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        # JSON has no word for them, so they would come back as None.
        allow_inf_nan=False,
    )
