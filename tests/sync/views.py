"""The pages of a small shop, as its visitors, its staff and its bank call them."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse
from django.template import Context, RequestContext, Template
from django.views.decorators.csrf import csrf_exempt

from django_personaclick import tracking
from django_personaclick.mapping import CartItem
from django_personaclick.payloads import View
from tests.shops.models import LateOrder, Order, OrderLine, Product

PRODUCT = Template(
    "{% load personaclick %}<head>{% personaclick_sdk %}</head>{% personaclick_view product_id %}"
)


def quiet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("quiet")


async def async_quiet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("quiet")


def product(request: HttpRequest, product_id: str) -> HttpResponse:
    context: Context = RequestContext(request, {"product_id": product_id})
    return HttpResponse(PRODUCT.render(context))


async def async_view(request: HttpRequest, product_id: str) -> HttpResponse:
    was_captured = await sync_to_async(tracking.track)(request, View(product_id))
    return HttpResponse(str(was_captured))


async def async_mistake(request: HttpRequest) -> HttpResponse:
    """A view that forgot ``sync_to_async``."""
    return HttpResponse(str(tracking.track(request, View("1"))))


async def async_checkout(request: HttpRequest) -> HttpResponse:
    user = await request.auser()
    order = await Order.objects.acreate(
        number="A1", user=user if user.is_authenticated else None, email="ann@shopmail.org"
    )
    lamp = await Product.objects.aget()
    await OrderLine.objects.acreate(order=order, product=lamp, price="19.90")
    return HttpResponse(order.number)


def cart(request: HttpRequest) -> HttpResponse:
    """A cart that is nothing but session data."""
    contents = request.session.setdefault("cart", {})
    sku = request.POST["sku"]
    contents[sku] = contents.get(sku, 0) + 1
    request.session.modified = True
    was_captured = tracking.cart(request, [CartItem(*line) for line in contents.items()])
    return HttpResponse(str(was_captured))


def checkout(request: HttpRequest) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    order = Order.objects.create(
        number=request.POST["number"], user=user, email=request.POST.get("email", "")
    )
    OrderLine.objects.create(order=order, product=Product.objects.get(), price="19.90")
    return HttpResponse(order.number)


def begin(request: HttpRequest) -> HttpResponse:
    """An order that still waits for the bank."""
    user = request.user if request.user.is_authenticated else None
    order = LateOrder.objects.create(user=user)
    order.lines.create(sku="A")
    return HttpResponse(str(order.pk))


@csrf_exempt
def bank(request: HttpRequest, pk: int) -> HttpResponse:
    """The bank's own server tells that an order was paid."""
    order = LateOrder.objects.get(pk=pk)
    order.state = "paid"
    order.save()
    return HttpResponse("thanks")
