"""What an endpoint takes and answers: held against every request, and the source of the OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..client.endpoints import Auth, Endpoint
from .calls import Call, Refused
from .validation import Rule, Schema

__all__ = ["Contract", "check", "is_file", "understood"]

KEYS = frozenset({"shop_id", "shop_secret", "did", "sid", "seance", "stream", "segment"})
LISTED_BY_HAND = frozenset({Auth.PERSON, Auth.DEVICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The parameters beside those of :mod:`.access`, and the answer to a right call.

    ``row`` and ``row_required`` are of each row of a batch. ``wrong`` is the status that a wrong
    parameter gets. ``by_hand``: the handler does the checks, as an event's depend on the event and
    an import's are made in the background. ``in_payload``: errors have the newer shape.
    """

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    row: Mapping[str, Rule] = field(default_factory=dict)
    row_required: tuple[str, ...] = ()
    answer: Schema = field(default_factory=dict)
    status: int = 200
    wrong: int = 400
    by_hand: bool = False
    in_payload: bool = False

    @property
    def rules(self) -> dict[str, Rule]:
        return {**self.required, **self.optional}


def understood(values: Mapping[str, Any], contract: Contract, *, text: bool) -> dict[str, Any]:
    """``values`` as the rules read them: ``text`` ones came in a query or a form."""
    read = {}
    for name, value in values.items():
        rule = contract.rules.get(name)
        if rule is not None and isinstance(value, str) and (text or rule.lax):
            value = rule.read(value)
        read[name] = value
    return read


def check(call: Call, contract: Contract) -> None:
    """Refuse a call that the documents do not allow; note what they do not know."""
    if contract.by_hand:
        return
    for name in contract.required:
        if name not in call.params:
            raise Refused(contract.wrong, f"{name} is missing")
    for name, rule in contract.rules.items():
        if name in call.params and not rule.test(call.params[name]):
            raise Refused(contract.wrong, f"{name} must be {rule.must}")
    check_identifiers(call, contract)
    known = contract.rules.keys() | KEYS | set(call.endpoint.identifiers) | set(call.endpoint.fixed)
    for name in sorted(call.params.keys() - known - set(call.endpoint.path_parameters)):
        if not is_file(call.params[name]):
            del call.params[name]
            call.notes.append(f"{name} is not documented here: ignored")


def is_file(value: Any) -> bool:
    """Whether it is what :mod:`.reading` makes of a file in a form."""
    return isinstance(value, dict) and value.keys() == {"filename", "content_type", "size"}


def check_identifiers(call: Call, contract: Contract) -> None:
    """At least one; that a device or a person is named is the matter of access."""
    endpoint: Endpoint = call.endpoint
    if endpoint.batch or endpoint.auth in LISTED_BY_HAND or not endpoint.identifiers:
        return
    if not any(call.params.get(name) for name in endpoint.identifiers):
        raise Refused(contract.wrong, f"one of {', '.join(endpoint.identifiers)} is required")
