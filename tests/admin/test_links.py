from __future__ import annotations

from django.contrib.admin import AdminSite, site
from django.contrib.auth import get_user_model

from django_personaclick.admin.links import list_link, object_link


def test_a_page_that_exists():
    assert object_link(site, "auth.user", "5") == (
        '<a href="/admin/auth/user/5/change/">auth.user 5</a>'
    )
    assert object_link(site, "auth.user", "5", "<Jane>") == (
        '<a href="/admin/auth/user/5/change/">&lt;Jane&gt;</a>'
    )
    assert list_link(site, "auth.user", "all", q="a&b") == (
        '<a href="/admin/auth/user/?q=a%26b">all</a>'
    )


def test_an_admin_that_has_no_addresses():
    unrouted = AdminSite("unrouted")
    unrouted.register(get_user_model())

    assert object_link(unrouted, "auth.user", "5") == "auth.user 5"
    assert list_link(unrouted, "auth.user", "all", q="a") == "all"


def test_a_model_without_a_page():
    assert object_link(site, "sessions.session", "5") == "sessions.session 5"
    assert object_link(site, "auth.user", "") == "auth.user"
    assert list_link(site, "auth.user", "", q="a") == ""
