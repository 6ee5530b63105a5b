"""The API as Python calls.

::

    client = Client("shop id", "shop secret")
    client.orders.sync([Order("1001", "paid", email="jane@shopmail.org", total=10)])

Needs no Django settings; ``Client.from_settings()`` takes them from ``PERSONACLICK``.
"""

from __future__ import annotations

from ..conf import DEFAULT_SHOP, get_settings
from ..exceptions import ConfigurationError
from .attachment import Attachment
from .audience import AudienceFamily
from .backends.base import Backend
from .backends.http import HttpBackend
from .bonuses import BonusesFamily
from .caller import Caller
from .categories import CategoriesFamily
from .chats import ChatsFamily
from .communications import CommunicationsFamily
from .events import EventsFamily
from .locations import LocationsFamily
from .loyalty import LoyaltyFamily
from .messages import MessagesFamily
from .notifications import NotificationsFamily
from .nps import NpsFamily
from .orders import OrdersFamily
from .products import ProductsFamily
from .profile import ProfileFamily
from .promo_codes import PromoCodesFamily
from .push_tokens import PushTokensFamily
from .recommend import RecommendFamily
from .reputation import ReputationFamily
from .request import PreparedRequest, Request
from .response import Response
from .search import SearchFamily
from .segments import SegmentsFamily
from .session import Session, SessionFamily
from .short_urls import ShortUrlsFamily
from .subscriptions import SubscriptionsFamily
from .triggers import TriggersFamily

__all__ = ["Attachment", "Backend", "Client", "PreparedRequest", "Request", "Response", "Session"]


class Client:
    """Calls the API in the name of one shop; safe to share between threads.

    ``shop_secret`` is needed for profiles without a device, orders and imports. ``stream`` is the
    data stream of events (empty: the web). Timeouts are seconds: to connect, between two bytes of
    an answer, and for a whole call. It never retries: the errors (``ApiError``) tell whether, and
    after how long, a retry makes sense and whether the server may have acted all the same.
    """

    def __init__(
        self,
        shop_id: str,
        shop_secret: str = "",
        *,
        api_url: str = "https://api.personaclick.com",
        stream: str = "",
        backend: Backend | None = None,
        connect_timeout: float = 3,
        read_timeout: float = 10,
        call_timeout: float = 20,
    ) -> None:
        if not shop_id:
            raise ConfigurationError(
                "PERSONACLICK['SHOP_ID'] is empty: set it to the shop's key "
                "(Account > Settings > Store Settings)."
            )
        self.shop_id = shop_id
        self.backend = backend or HttpBackend(
            api_url,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            call_timeout=call_timeout,
        )
        caller = Caller(shop_id, shop_secret, stream, self.backend)
        self.session = SessionFamily(caller)
        self.events = EventsFamily(caller)
        self.profile = ProfileFamily(caller)
        self.orders = OrdersFamily(caller)
        self.audience = AudienceFamily(caller)
        self.recommend = RecommendFamily(caller)
        self.search = SearchFamily(caller)
        self.products = ProductsFamily(caller)
        self.categories = CategoriesFamily(caller)
        self.locations = LocationsFamily(caller)
        self.promo_codes = PromoCodesFamily(caller)
        self.bonuses = BonusesFamily(caller)
        self.loyalty = LoyaltyFamily(caller)
        self.nps = NpsFamily(caller)
        self.messages = MessagesFamily(caller)
        self.segments = SegmentsFamily(caller)
        self.subscriptions = SubscriptionsFamily(caller)
        self.triggers = TriggersFamily(caller)
        self.short_urls = ShortUrlsFamily(caller)
        self.notifications = NotificationsFamily(caller)
        self.push_tokens = PushTokensFamily(caller)
        self.chats = ChatsFamily(caller)
        self.communications = CommunicationsFamily(caller)
        self.reputation = ReputationFamily(caller)

    @classmethod
    def from_settings(cls, shop: str = DEFAULT_SHOP) -> Client:
        """The client of one shop of ``settings.PERSONACLICK``, with its ``BACKEND``."""
        settings = get_settings().shop(shop)
        if not settings.SHOP_ID:
            where = "" if shop == DEFAULT_SHOP else f"['SHOPS'][{shop!r}]"
            raise ConfigurationError(
                f"PERSONACLICK{where}['SHOP_ID'] is missing: set it to the shop's key "
                f"(Account > Settings > Store Settings)."
            )
        backend_class = settings.callable("BACKEND")
        if backend_class is None:
            raise ConfigurationError(
                "PERSONACLICK['BACKEND'] is empty: name a backend, or leave the key out."
            )
        backend = backend_class(
            settings.API_URL,
            connect_timeout=settings.CONNECT_TIMEOUT,
            read_timeout=settings.READ_TIMEOUT,
            call_timeout=settings.CALL_TIMEOUT,
        )
        return cls(settings.SHOP_ID, settings.SHOP_SECRET, stream=settings.STREAM, backend=backend)

    def close(self) -> None:
        """Give up idle connections; the client stays usable."""
        self.backend.close()

    def __repr__(self) -> str:
        return f"<Client of shop {self.shop_id}>"
