"""Few, typed settings in one file, and where the program's own files lie."""

import json
from pathlib import Path
from typing import Literal

from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field

_PACKAGE = Path(__file__).parent


def shipped(*parts: str) -> Path:
    """A file or folder that comes with the program: `shipped("resources", "schemes")`."""
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)


def data_folder() -> Path:
    """Where projects that were given no place of their own, and the log, lie."""
    return user_data_path("stance-annotator", appauthor=False, ensure_exists=True)


def settings_file() -> Path:
    return user_config_path("stance-annotator", appauthor=False, ensure_exists=True) / "settings.json"


class Settings(BaseModel):
    """What a person may set; every default is good for most."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    annotator: str | None = None
    """Who sits at this desk; asked once."""
    recent_projects: tuple[str, ...] = ()
    theme: Literal["system", "light", "dark"] = "system"
    font_size: int = Field(default=15, ge=8, le=48)
    """Of the article, in points."""
    font_family: str | None = None
    line_spacing: float = Field(default=1.75, ge=1.2, le=3.0)
    measure: int = Field(default=70, ge=40, le=140)
    """Characters a line of the article is wide."""
    key_profile: Literal["default", "prodigy", "label_studio"] = "default"
    idle_seconds: int = Field(default=60, ge=5)
    """How long without a key or the mouse until the desk counts as empty."""
    pipeline: str | None = None
    """The spaCy pipeline, by name or path, when it should not be the best installed one."""
    window: dict[str, str] = Field(default_factory=dict)
    """Sizes and positions, as the window writes them."""


def load_settings(path: Path | None = None) -> Settings:
    """The settings in the file, or the defaults where there is none.

    Raises ValidationError or OSError if there is one that cannot be used.
    """
    path = path or settings_file()
    try:
        return Settings.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Settings()


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Writes only what differs from the defaults, whole or not at all."""
    path = path or settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".new")
    half.write_text(
        json.dumps(settings.model_dump(mode="json", exclude_defaults=True), indent=2, ensure_ascii=False),
        encoding="utf-8",
    )
    half.replace(path)
