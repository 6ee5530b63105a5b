"""The endpoints of the API: one table, read by client, delivery, sandbox, tests and docs.

Limits are the stricter ones where the vendor's documents differ.
"""

from __future__ import annotations

from .activity import ACTIVITY
from .catalogue import CATALOGUE
from .contact import CONTACT
from .loyalty import LOYALTY
from .orders import ORDERS
from .people import PEOPLE
from .row import Answer, Auth, Batch, Encoding, Endpoint, Rate, Shape

__all__ = ["ENDPOINTS", "Answer", "Auth", "Batch", "Encoding", "Endpoint", "Rate", "Shape"]

TABLE = (*ACTIVITY, *PEOPLE, *ORDERS, *CATALOGUE, *LOYALTY, *CONTACT)

ENDPOINTS: dict[str, Endpoint] = {endpoint.name: endpoint for endpoint in TABLE}
