"""Changed customers → rows of the audience."""

from __future__ import annotations

from typing import Any

from ..mapping import CustomerMapping
from ..models import SyncState
from ..payloads import digest
from .claim import Claim
from .collapse import Group
from .read import Objects
from .work import Result, Verdict, Work

__all__ = ["CustomerBuilder"]

NO_PERSON = "The customer has no e-mail or phone that is a real one."
UNCHANGED = "PersonaClick has it as it is."


class CustomerBuilder:
    """Builds the customers of one claim."""

    def __init__(self, claim: Claim, groups: list[Group]) -> None:
        self.objects = Objects(claim.shop, [m for group in groups for m in group.messages])

    def build(self, group: Group) -> Work | Result:
        """The profile of the customer, or why it is not sent."""
        target = self.objects.target(group)
        if isinstance(target, Result):
            return target
        mapping: CustomerMapping[Any] = target.mapping
        mirror = target.mirror
        profile = mapping.build(target.obj)
        work = Work(
            group=group,
            target=target,
            mirror=mirror,
            payload=profile,
            digest=digest(profile),
            vendor_id=str(profile.id or ""),
        )
        if not (profile.email or profile.phone):
            return Result(work, Verdict.SKIPPED, NO_PERSON)
        if mirror.digest == work.digest and mirror.state == SyncState.State.SYNCED:
            return Result(work, Verdict.SKIPPED, UNCHANGED)
        return work
