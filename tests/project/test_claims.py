"""What the repository says of itself is so."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
from pathlib import Path

import pytest
from django.core.management import call_command

import django_personaclick
from django_personaclick import conf, exceptions, tasks
from django_personaclick.checks.keys import KEYS

ROOT = Path(__file__).resolve().parent.parent.parent


def test_each_setting_has_a_default_a_check_and_a_row_in_the_docs():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()

    rows = re.findall(r"^\| `([A-Z_]+)` .*\| `(personaclick\.E\d+)` \|$", page, re.MULTILINE)

    assert rows == [(key, KEYS[key].id) for key in conf.KEYS]


def test_the_generated_pages_are_up_to_date():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)

    assert generate.SETTINGS.read_text() == generate.settings_page()


def test_no_migration_is_missing(db):
    call_command("makemigrations", "personaclick", check=True, dry_run=True, verbosity=0)


def test_the_changelog_speaks_of_the_next_version():
    changelog = (ROOT / "CHANGELOG.md").read_text()
    version = django_personaclick.__version__

    assert "## Unreleased" in changelog if ".dev" in version else f"## {version}" in changelog


def test_readme_names_commands_and_paths_that_exist():
    readme = (ROOT / "README.md").read_text()

    targets = re.findall(r"^\$ make (\w+)$", readme, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text()
    assert targets == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    for path in re.findall(r"`(example_project/[\w./]+)`", readme):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"\]\((?!http)([^)#]+)\)", readme):
        assert (ROOT / path).exists(), path


def modules():
    found = pkgutil.walk_packages(django_personaclick.__path__, "django_personaclick.")
    return [module.name for module in found if ".__main__" not in module.name]


@pytest.mark.parametrize("name", modules())
def test_all_names_exist(name):
    module = importlib.import_module(name)

    assert all(hasattr(module, item) for item in getattr(module, "__all__", ()))


def test_the_error_tree_is_as_drawn():
    drawn = set(re.findall(r"[├└]── (\w+)", exceptions.__doc__ or ""))
    errors = {
        name
        for name, item in vars(exceptions).items()
        if isinstance(item, type) and issubclass(item, exceptions.PersonaClickError)
    }

    assert drawn | {"PersonaClickError"} == errors


def test_the_schedule_names_tasks_that_exist():
    names = {task.name for task in (tasks.deliver, tasks.sweep, tasks.prune)}

    assert {entry["task"] for entry in tasks.BEAT_SCHEDULE.values()} <= names
