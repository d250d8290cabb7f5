"""The one registry of commands."""

from typing import get_args

import pytest

from annotator.commands.registry import KeyProfile, all_commands, key_conflicts
from tests.commands.desks import SCHEME


@pytest.mark.parametrize("profile", get_args(KeyProfile))
def test_no_key_means_two_things(profile: KeyProfile) -> None:
    assert key_conflicts(all_commands(SCHEME, profile)) == {}


def test_every_command_has_an_id_of_its_own_and_says_what_it_does() -> None:
    commands = all_commands(SCHEME)
    assert len({command.id for command in commands}) == len(commands)
    assert all(command.title and command.manual for command in commands)


def test_every_label_and_task_of_the_scheme_is_a_command() -> None:
    ids = {command.id for command in all_commands(SCHEME)}
    assert {"label.PERSON", "label.ORG", "label.GPE", "task.stance", "task.salience"} <= ids


@pytest.mark.parametrize("profile", get_args(KeyProfile))
def test_a_profile_changes_only_commands_that_exist(profile: KeyProfile) -> None:
    by_default = {command.id: command.keys for command in all_commands(SCHEME)}
    changed = {c.id for c in all_commands(SCHEME, profile) if by_default[c.id] != c.keys}
    assert bool(changed) is (profile != "default")
