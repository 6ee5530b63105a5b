"""``manage.py check`` in a process of its own, as the developer of a shop meets it."""

from __future__ import annotations

import re

import pytest

from .project import APPS, Project

SHOP = (
    '"SHOP_ID": "0123456789abcdef0123456789abcd", "SHOP_SECRET": "5ec2e75ec2e75ec2e75ec2e75ec2e7aa"'
)

HEAD = """
from django_personaclick import mapping
from .models import Cart, Order, OrderLine

ITEMS = lambda self, obj: []

"""


def issues(output: str) -> dict[str, tuple[str, str]]:
    """Id → message and hint, as Django printed them."""
    pattern = r"^(?:\S+|<.*>): \((personaclick\.\w+)\) (.*)\n\tHINT: (.*)$"
    return {id_: (msg, hint) for id_, msg, hint in re.findall(pattern, output, re.MULTILINE)}


def test_a_shop_without_mistakes(project: Project):
    project.write(settings=f"PERSONACLICK = {{{SHOP}}}")

    done = project.manage("check")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


UNREADABLE = {
    "list": ("PERSONACLICK = [('SHOP_ID', 'x')]", "E050", "PERSONACLICK is a list of 1 item."),
    "text": ("PERSONACLICK = '5ec2e7'", "E050", "PERSONACLICK is a string of 6 characters."),
    "none": ("PERSONACLICK = None", "E050", "PERSONACLICK is None."),
    "shops": (
        f"PERSONACLICK = {{{SHOP}, 'SHOPS': 'de'}}",
        "E003",
        "PERSONACLICK['SHOPS'] is a string of 2 characters.",
    ),
    "shop": (
        f"PERSONACLICK = {{{SHOP}, 'SHOPS': {{'de': ['x']}}}}",
        "E003",
        "PERSONACLICK['SHOPS']['de'] is a list of 1 item.",
    ),
    "tracking": (
        f"PERSONACLICK = {{{SHOP}, 'TRACKING': 'server'}}",
        "E015",
        "PERSONACLICK['TRACKING'] is 'server'.",
    ),
    "max age": (f"PERSONACLICK = {{{SHOP}, 'MAX_AGE': 60}}", "E034", "['MAX_AGE'] is 60."),
    "retention": (
        f"PERSONACLICK = {{{SHOP}, 'RETENTION': None}}",
        "E035",
        "['RETENTION'] is None.",
    ),
}


@pytest.mark.parametrize(("settings", "code", "shown"), UNREADABLE.values(), ids=UNREADABLE)
def test_settings_that_cannot_be_read_are_a_check_and_no_crash(project, settings, code, shown):
    project.write(settings=settings)

    done = project.manage("check")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found = issues(done.stderr)
    assert shown in found[f"personaclick.{code}"][1]
    assert "5ec2e7" not in done.stdout + done.stderr


def test_every_wrong_setting_is_named_at_once(project):
    project.write(
        settings=f"""
PERSONACLICK = {{
    {SHOP},
    "DISPATCH": "celrey",
    "TRACKING": {{"view": "both"}},
    "API_URL": "api.personaclick.com",
    "BACKEND": "shop.backends.Mail",
    "WINDOW": "256",
    "SHOP_SECRT": "5ec2e7",
    "SHOPS": {{"de": {{"LEASE": 5}}}},
}}
MIDDLEWARE = []
"""
    )

    done = project.manage("check")

    assert done.returncode == 1
    found = issues(done.stderr)
    assert set(found) == {
        "personaclick.E006",
        "personaclick.E015",
        "personaclick.E022",
        "personaclick.E026",
        "personaclick.E030",
        "personaclick.E051",
        "personaclick.E052",
        "personaclick.W063",
    }
    assert found["personaclick.E026"] == (
        "PERSONACLICK['DISPATCH'] must be 'celery', 'local' or 'none'.",
        (
            "PERSONACLICK['DISPATCH'] is 'celrey'. Did you mean 'celery'? "
            "Without 'DISPATCH' it is 'celery'."
        ),
    )
    assert found["personaclick.E006"][1].startswith(
        "PERSONACLICK['API_URL'] is 'api.personaclick.com'. Change it to the http or https URL"
    )
    assert "5ec2e7" not in done.stdout + done.stderr


def test_other_commands_refuse_wrong_settings_too(project):
    project.write(settings="PERSONACLICK = {'SHOP_ID': 'x'}")

    done = project.manage("personaclick_deliver")

    assert done.returncode == 1
    assert "(personaclick.E001) PERSONACLICK['SHOP_ID'] must be 30 hexadecimal" in done.stderr


# What stands in the mapping, the id, what the message must name (attribute and wrong value), and
# a part of the remedy.
MAPPINGS = {
    "unknown field": (
        'email = "emial"',
        "E101",
        ("OrderMapping.email", "'emial'", "boutique.Order"),
        "Did you mean 'email'?",
    ),
    "wrong path": (
        'email = "customer.mail"',
        "E101",
        ("OrderMapping.email", "'customer.mail'", "auth.User has no 'mail'"),
        "Did you mean 'email'?",
    ),
    "wrong path in choices": (
        'date = mapping.Choices("made", {})',
        "E101",
        ("OrderMapping.date", "'made'"),
        "Name a field, property or method of boutique.Order",
    ),
    "wrong path in custom": (
        'custom = {"colour": "color"}',
        "E101",
        ("OrderMapping.custom['colour']", "'color'"),
        "mapping.Value('color')",
    ),
    "wrong type": (
        "total = 5",
        "E102",
        ("OrderMapping.total is 5",),
        "mapping.Value(constant)",
    ),
    "custom of a wrong type": (
        'custom = "number"',
        "E102",
        ("OrderMapping.custom is 'number'",),
        "Give a dict",
    ),
    "unknown attribute": (
        'totle = "number"',
        "E103",
        ("OrderMapping.totle",),
        "Did you mean 'total'?",
    ),
    "watch without models": (
        'watch = {"OrderLine": "order"}',
        "E104",
        ("OrderMapping.watch", "'OrderLine'"),
        "watch = {OrderLine: 'order'}",
    ),
    "watch as a list": (
        "watch = [OrderLine]",
        "E104",
        ("OrderMapping.watch", "OrderLine"),
        "watch = {OrderLine: 'order'}",
    ),
    "watch as nothing": (
        "watch = None",
        "E104",
        ("OrderMapping.watch is None",),
        "watch = {OrderLine: 'order'}",
    ),
    "watch along a wrong path": (
        'watch = {OrderLine: "basket"}',
        "E105",
        ("OrderMapping.watch[OrderLine] is 'basket'", "boutique.OrderLine has no 'basket'"),
        "Give the path from a OrderLine to its Order",
    ),
    "watch along no path": (
        "watch = {OrderLine: 5}",
        "E105",
        ("OrderMapping.watch[OrderLine] is 5",),
        "or a function that returns it",
    ),
    "missing items": (
        "items = mapping.OrderMapping.items",
        "E106",
        ("OrderMapping.items is missing",),
        "Define items(self, order)",
    ),
    "missing status": ("status = None", "E107", ("OrderMapping.status",), 'status = "status"'),
    "bad placed_when": (
        'placed_when = "paid"',
        "E108",
        ("OrderMapping.placed_when is 'paid'",),
        "Give a set of statuses",
    ),
    "placed_when of numbers": (
        "placed_when = {10}",
        "E108",
        ("OrderMapping.placed_when is {10}",),
        "Give a set of statuses",
    ),
}


@pytest.mark.parametrize(("body", "code", "named", "remedy"), MAPPINGS.values(), ids=MAPPINGS)
def test_a_wrong_mapping_names_attribute_value_and_remedy(project, body, code, named, remedy):
    project.write(
        settings=f"PERSONACLICK = {{{SHOP}}}",
        mapping=f"""{HEAD}
@mapping.register(Order)
class OrderMapping(mapping.OrderMapping):
    id = "number"
    status = "status"
    items = ITEMS
    {body}
""",
    )

    done = project.manage("check")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found = issues(done.stderr)
    assert list(found) == [f"personaclick.{code}"]
    msg, hint = found[f"personaclick.{code}"]
    assert [name for name in named if name not in msg] == []
    assert remedy in hint


def test_a_placed_when_that_no_status_is_translated_to(project):
    project.write(
        settings=f"PERSONACLICK = {{{SHOP}}}",
        mapping=f"""{HEAD}
@mapping.register(Order)
class OrderMapping(mapping.OrderMapping):
    status = mapping.Choices("status", {{"n": "new"}}, default="other")
    placed_when = {{"paid", "new"}}
    items = ITEMS

@mapping.register(Cart)
class CartMapping(mapping.CartMapping):
    user = "customer"
""",
    )

    done = project.manage("check")

    found = issues(done.stderr)
    assert set(found) == {"personaclick.W109", "personaclick.E106"}
    assert "OrderMapping.placed_when names ['paid']" in found["personaclick.W109"][0]
    assert "CartMapping.items is missing" in found["personaclick.E106"][0]
    assert "mapping.CartItem" in found["personaclick.E106"][1]


def test_without_djangos_admin_nothing_breaks(project):
    project.write(settings=f"PERSONACLICK = {{{SHOP}}}")
    assert "django.contrib.admin" not in APPS

    script = (
        "import sys, django; django.setup();"
        "from django.core.management import call_command; call_command('check');"
        "print([name for name in sys.modules if name.startswith('django_personaclick.admin')])"
    )
    done = project.python(script)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "[]"
