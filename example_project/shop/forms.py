"""The forms that customers fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password

from .models import Customer, Order

if TYPE_CHECKING:
    CustomerForm = forms.ModelForm[Customer]
    OrderForm = forms.ModelForm[Order]
else:
    CustomerForm = OrderForm = forms.ModelForm

AUTOCOMPLETE = {
    "email": "email",
    "phone": "tel",
    "first_name": "given-name",
    "last_name": "family-name",
    "address": "street-address",
    "postcode": "postal-code",
    "city": "address-level2",
}


def dress(form: forms.BaseForm) -> None:
    """Labels without colons; the browser is told what belongs where and offers to fill it in."""
    form.label_suffix = ""
    fields = form.fields
    for name, meaning in AUTOCOMPLETE.items():
        if name in fields:
            fields[name].widget.attrs["autocomplete"] = meaning
    if "phone" in fields:
        fields["phone"].widget.input_type = "tel"


class LoginForm(AuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail"
        dress(self)


class RegistrationForm(CustomerForm):
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 8 characters.",
    )

    class Meta:
        model = Customer
        fields = ["first_name", "last_name", "email", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = True
        self.fields["phone"].help_text = "With the country code, such as +1 415 555 0123."
        dress(self)

    def clean_email(self) -> str:
        email = Customer.objects.normalize_email(self.cleaned_data["email"])
        if Customer.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("There is an account with this e-mail already. Sign in?")
        return email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def save(self, commit: bool = True) -> Customer:
        customer = super().save(commit=False)
        customer.set_password(self.cleaned_data["password"])
        if commit:
            customer.save()
        return customer


class CheckoutForm(OrderForm):
    class Meta:
        model = Order
        fields = [
            "email", "phone", "first_name", "last_name", "address", "postcode", "city",
            "delivery", "payment",
        ]  # fmt: skip
        widgets = {"delivery": forms.RadioSelect, "payment": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
