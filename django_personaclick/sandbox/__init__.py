"""A strict local PersonaClick: the documented API over HTTP, with a memory and a page to look at.

::

    python -m django_personaclick.sandbox --port 8046

    with Sandbox(port=0) as sandbox:
        client = Client(SHOP_ID, SHOP_SECRET, api_url=sandbox.url)
        ...
        assert [request.path for request in sandbox.requests] == ["/push"]

It needs no Django settings and no account.
"""

from __future__ import annotations

from .faults import Fault
from .journal import RecordedRequest, Verdict
from .sandbox import SHOP_ID, SHOP_SECRET, Sandbox
from .state import State

__all__ = ["SHOP_ID", "SHOP_SECRET", "Fault", "RecordedRequest", "Sandbox", "State", "Verdict"]
