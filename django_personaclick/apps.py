"""The app: finds the shop's mappings and connects what happens to what is captured."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

__all__ = ["PersonaClickConfig", "SimplePersonaClickConfig"]


class SimplePersonaClickConfig(AppConfig):
    """The app without autodiscovery: import your mappings yourself, then call ``connect()``."""

    name = "django_personaclick"
    label = "personaclick"
    verbose_name = _("PersonaClick")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, dispatch

        checks.register()
        dispatch.connect()

    def connect(self) -> None:
        """Listen to the models that are registered."""
        from . import receivers

        receivers.connect()


class PersonaClickConfig(SimplePersonaClickConfig):
    """The default app: mappings are found in each app's ``personaclick`` module."""

    default = True

    def ready(self) -> None:
        super().ready()
        from .mapping import default_customer_mapping, registry

        registry.autodiscover()
        if not registry.of_kind("customer") and wants_customers():
            registry.add(default_customer_mapping(get_user_model()))
        self.connect()


def wants_customers() -> bool:
    """Whether users are customers unless a mapping says otherwise. Wrong settings do not keep
    Django from starting: a system check is to say what is wrong with them."""
    from .conf import get_settings
    from .exceptions import ConfigurationError

    try:
        return get_settings().CUSTOMERS
    except ConfigurationError:
        return False
