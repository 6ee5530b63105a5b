"""Customers: a model of the shop → ``Profile``."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from ..exceptions import PayloadError
from ..payloads import Profile
from .base import M, ModelMapping

__all__ = ["CustomerMapping", "default_customer_mapping"]


class CustomerMapping(ModelMapping[M]):
    """How a customer of the shop becomes a profile. Each attribute names a value.

    Without an e-mail or a phone that is a real one, a customer is not sent.
    """

    kind: ClassVar[str] = "customer"
    value_names: ClassVar[tuple[str, ...]] = (
        "id", "email", "phone", "loyalty_id", "telegram_id", "first_name", "middle_name",
        "last_name", "gender", "age", "birthday", "location", "bought_something",
        "loyalty_card_location", "loyalty_status", "loyalty_bonuses",
        "loyalty_bonuses_to_next_level", "fb_id", "vk_id", "kids", "auto", "email_bulk",
        "email_chain", "email_transactional", "sms_bulk", "sms_chain", "sms_transactional",
        "mobile_token", "mobile_token_platform",
    )  # fmt: skip

    id: Any = "pk"
    """The customer's id in the shop."""
    email: Any = None
    phone: Any = None
    loyalty_id: Any = None
    telegram_id: Any = None
    first_name: Any = None
    middle_name: Any = None
    last_name: Any = None
    gender: Any = None
    """``"m"`` or ``"f"``."""
    age: Any = None
    """In years."""
    birthday: Any = None
    """A date."""
    location: Any = None
    """Id of a location of the product feed."""
    bought_something: Any = None
    loyalty_card_location: Any = None
    loyalty_status: Any = None
    loyalty_bonuses: Any = None
    loyalty_bonuses_to_next_level: Any = None
    fb_id: Any = None
    vk_id: Any = None
    kids: Any = None
    """A list of ``Kid``."""
    auto: Any = None
    """A list of ``Vehicle``."""
    email_bulk: Any = None
    """Whether the customer takes bulk e-mails; likewise the next five."""
    email_chain: Any = None
    email_transactional: Any = None
    sms_bulk: Any = None
    sms_chain: Any = None
    sms_transactional: Any = None
    mobile_token: Any = None
    mobile_token_platform: Any = None

    def build(self, obj: M) -> Profile:
        """The profile of ``obj``; the shop's id goes under both names the documents use."""
        found = self.values(obj, self.value_names)
        customer_id = str(found["id"]) if "id" in found else None
        found["id"] = customer_id
        try:
            return Profile(**found, external_id=customer_id, custom=self.custom_values(obj))
        except (PayloadError, TypeError) as error:
            raise self.error(obj, "", error) from error


def default_customer_mapping(
    model: type[AbstractBaseUser],
) -> CustomerMapping[AbstractBaseUser]:
    """A mapping of the shop's user model by the names that Django itself gives its fields."""

    def field(name: str) -> str | None:
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        return name if isinstance(found, models.Field) else None

    class DefaultCustomerMapping(CustomerMapping[AbstractBaseUser]):
        email = field(model.get_email_field_name())
        first_name = field("first_name")
        last_name = field("last_name")

        def should_sync(self, obj: AbstractBaseUser) -> bool:
            return obj.is_active

    return DefaultCustomerMapping(model)
