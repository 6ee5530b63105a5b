"""A shop with one page: it places an order."""

from __future__ import annotations

import json

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from django_personaclick.dispatch import dispatcher

from .shopping import place


@transaction.atomic
def checkout(request: HttpRequest, number: str) -> HttpResponse:
    place(number)
    return HttpResponse(number)


def thread(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json.dumps(dispatcher.thread is not None))


urlpatterns = [path("checkout/<str:number>/", checkout), path("thread/", thread)]
