"""Pages to look around in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, zip_longest

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Category, Product

PER_PAGE = 24
NEWEST = 48
SORTS = {"name": "By name", "price": "Cheapest first", "-price": "Dearest first"}


def paged(request: HttpRequest, products: QuerySet[Product]) -> Page[Product]:
    sort = request.GET.get("sort", "")
    if sort in SORTS:
        products = products.order_by("-available", sort, "pk")
    return Paginator(products, PER_PAGE).get_page(request.GET.get("page"))


def mixed(products: Iterable[Product]) -> list[Product]:
    """The products one category after the other: the first of each, the second of each, …"""
    shelves: dict[int, list[Product]] = {}
    for product in products:
        shelves.setdefault(product.category_id, []).append(product)
    rounds = zip_longest(*shelves.values())
    return [product for product in chain.from_iterable(rounds) if product]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    products = Product.objects.filter(available=True).select_related("category")
    newest = mixed(products.order_by("-added", "pk")[:NEWEST])
    reduced = products.filter(old_price__gt=F("price")).order_by("pk")[:4]
    context = {"display": newest[:4], "newest": newest[4:12], "reduced": reduced}
    return render(request, "shop/home.html", context)


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    shelves = Category.objects.annotate(size=Count("products")).filter(size__gt=0)
    return render(request, "shop/categories.html", {"categories": shelves})


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = get_object_or_404(Category, slug=slug)
    page = paged(request, shelf.products.select_related("category"))
    return render(request, "shop/category.html", {"category": shelf, "page": page, "sorts": SORTS})


@require_safe
def product(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Product.objects.select_related("category"), pk=pk)
    beside = thing.category.products.exclude(pk=pk).filter(available=True)
    wished = request.user.is_authenticated and request.user.wishes.filter(product=thing).exists()
    return render(
        request,
        "shop/product.html",
        {
            "product": thing,
            "wished": wished,
            "beside": beside.select_related("category").order_by("pk")[:4],
        },
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = Product.objects.none()
    if query:
        where = Q(name__icontains=query) | Q(brand__icontains=query)
        found = Product.objects.filter(where | Q(category__name__icontains=query))
    page = paged(request, found.select_related("category"))
    return render(request, "shop/search.html", {"query": query, "page": page, "sorts": SORTS})
