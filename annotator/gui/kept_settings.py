"""The settings as the window reads and keeps them; what goes wrong is a sentence, and work goes on."""

import logging

from pydantic import ValidationError

from annotator.settings import Settings, load_settings, save_settings, settings_file

_log = logging.getLogger(__name__)


def read_settings() -> tuple[Settings, str]:
    """The settings, and a sentence if the file could not be used; then they are the defaults."""
    try:
        return load_settings(), ""
    except OSError as error:
        return Settings(), f"The settings cannot be read ({_reason(error)}); the usual ones are used."
    except ValidationError as error:
        _log.warning("settings: %s", error)
        return Settings(), f"There is a fault in the settings; the usual ones are used. {_put_aside()}"


def keep_settings(settings: Settings) -> str:
    """Writes them down; a sentence if that cannot be."""
    try:
        save_settings(settings)
    except OSError as error:
        return f"The settings cannot be kept: {_reason(error)}."
    return ""


def _put_aside() -> str:
    """Keeps what somebody may have written by hand from being written over."""
    broken = settings_file()
    aside = broken.with_suffix(".faulty.json")
    try:
        broken.replace(aside)
    except OSError as error:
        return f"The file is still there: {_reason(error)}."
    return f"The faulty file is {aside}."


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
