"""Pictures of the products, as SVG."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .. import pictures

YEAR = 365 * 24 * 3600


@require_safe
@cache_control(public=True, immutable=True, max_age=YEAR)
def picture(request: HttpRequest, motif: str, seed: int) -> HttpResponse:
    try:
        drawing = pictures.draw(motif, seed)
    except KeyError:
        raise Http404 from None
    return HttpResponse(drawing, content_type="image/svg+xml")
