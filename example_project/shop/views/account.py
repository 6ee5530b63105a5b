"""Registration, signing in, past orders."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from ..forms import LoginForm, RegistrationForm
from ..models import Order


class Login(LoginView):
    authentication_form = LoginForm
    template_name = "shop/account/login.html"
    redirect_authenticated_user = True


def register(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.save())
        return redirect(next_page(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "shop/account/register.html", context)


def next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@require_safe
@login_required
def orders(request: HttpRequest) -> HttpResponse:
    placed = Order.objects.filter(user_id=request.user.pk).prefetch_related(
        "lines__product__category"
    )
    return render(request, "shop/account/orders.html", {"orders": placed})


@require_safe
@login_required
def order(request: HttpRequest, number: str) -> HttpResponse:
    placed = get_object_or_404(Order, number=number, user=request.user)
    lines = placed.lines.select_related("product__category")
    return render(request, "shop/account/order.html", {"order": placed, "lines": lines})
