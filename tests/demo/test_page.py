"""The demo's reading of forms."""

from __future__ import annotations

from example_project.demo.page import Form, forms_of

PAGE = """
<form action="/search/"><input name="q"></form>
<form method="post" action="/cart/update/?from=cart">
  <input type="hidden" name="csrfmiddlewaretoken" value="s3&amp;t">
  <input type="checkbox" name="chosen-1" checked><input type="checkbox" name="chosen-2">
  <input type="number" name="quantity-1" value="2"><input name="note">
  <input type="radio" name="delivery" value="post"><input type="radio" name="delivery"
    value="courier" checked><input type="submit" name="go" value="Go">
</form>
<input name="outside" value="1">
<form method="post"><input name="password" type="password"></form>
"""


def test_forms_are_read_as_a_browser_would_send_them() -> None:
    page = "http://127.0.0.1:8000/cart/"
    cart = Form(
        page,
        "http://127.0.0.1:8000/cart/update/?from=cart",
        "post",
        {
            "csrfmiddlewaretoken": "s3&t",
            "chosen-1": "on",
            "quantity-1": "2",
            "note": "",
            "delivery": "courier",
        },
        {"chosen-2", "delivery"},
    )
    itself = Form(page, page, "post", {"password": ""})
    assert forms_of(PAGE, page) == {"/cart/update/": cart, "/cart/": itself}
