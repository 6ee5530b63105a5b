"""Transactional messages: API reference, Transactionals, Multi-messaging, Transactional SMS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..exceptions import PayloadError, UndecodableResponse
from ..payloads import clean_email, fields
from .attachment import Attachment
from .caller import Family
from .envelope import record
from .identity import Id, required_identity
from .parameters import checked, listed

__all__ = ["MessagesFamily"]

FILES_SIZE = 10_000_000


def email_address(value: object, field: str) -> str:
    cleaned = clean_email(value)
    if cleaned is None:
        raise PayloadError(field, value, "must be an e-mail address that somebody can have")
    return cleaned


RULES = {
    "code": fields.required(fields.identifier),
    "variables": fields.properties,
    **dict.fromkeys(("send_everywhere", "test"), fields.flag),
    **dict.fromkeys(("cc", "bcc"), listed(email_address)),
}


class MessagesFamily(Family):
    """``client.messages``.

    A call that failed may have sent its message all the same (``error.may_have_arrived``), and
    there is no key by which the platform would know a repeat.
    """

    def transact(
        self,
        code: str,
        *,
        email: str | None = None,
        phone: str | None = None,
        external_id: Id | None = None,
        loyalty_id: Id | None = None,
        telegram_id: Id | None = None,
        variables: Mapping[str, Any] | None = None,
        send_everywhere: bool | None = None,
        test: bool | None = None,
        cc: Iterable[str] | None = None,
        bcc: Iterable[str] | None = None,
        request_id: str | None = None,
    ) -> str:
        """Send the message with the code ``code`` (of the account) to one person; gives its code.

        With it ``client.notifications.status`` tells what became of it. ``variables`` are for the
        template (Liquid), best without nesting. ``send_everywhere``: on all channels but SMS,
        instead of the cheapest that reaches. ``test``: not counted. ``cc`` and ``bcc`` get copies
        of an e-mail. A person who is unknown is created.
        Source: API reference, Transactionals; Multi-messaging.
        """
        params = checked(
            RULES,
            code=code,
            variables=variables,
            send_everywhere=send_everywhere,
            test=test,
            cc=cc,
            bcc=bcc,
        )
        person = required_identity(
            "messages.transact",
            email=email,
            phone=phone,
            external_id=external_id,
            loyalty_id=loyalty_id,
            telegram_id=telegram_id,
        )
        sent = {**person, **params}
        data = self._caller.call("messages.transact", sent, secret=True, request_id=request_id)
        return read_code("messages.transact", data)

    def transact_files(
        self,
        code: str,
        files: Sequence[Attachment],
        *,
        email: str,
        variables: Mapping[str, Any] | None = None,
        test: bool | None = None,
        cc: Iterable[str] | None = None,
        bcc: Iterable[str] | None = None,
        request_id: str | None = None,
    ) -> str:
        """Send an e-mail with files, together at most 10 MB; gives the code of the message.

        Not for messages of several channels. The rest is as with ``transact``.
        Source: API reference, Transactionals (form data).
        """
        check_files(files)
        params = checked(RULES, code=code, variables=variables, test=test, cc=cc, bcc=bcc)
        person = required_identity("messages.transact_files", email=email)
        data = self._caller.call(
            "messages.transact_files",
            {**person, **params},
            secret=True,
            request_id=request_id,
            files=files,
        )
        return read_code("messages.transact_files", data)

    def sms(
        self,
        code: str,
        phone: str,
        *,
        variables: Mapping[str, Any] | None = None,
        request_id: str | None = None,
    ) -> None:
        """Send the SMS with the code ``code`` (of the account).

        Newer documents know ``transact`` only, which sends SMS as well: prefer it.
        Source: API reference, Transactional SMS.
        """
        params = checked(RULES, code=code, variables=variables)
        person = required_identity("messages.sms", phone=phone)
        # Documented as required: there even if it is empty.
        sent = {**person, "variables": {}, **params}
        self._caller.call("messages.sms", sent, secret=True, request_id=request_id)


def check_files(files: Sequence[Attachment]) -> None:
    if not files:
        raise PayloadError("files", files, "must not be empty; without files use transact()")
    for number, file in enumerate(files):
        if not isinstance(file, Attachment):
            raise PayloadError(f"files[{number}]", file, "must be an Attachment")
    size = sum(len(file.content) for file in files)
    if size > FILES_SIZE:
        raise PayloadError("files", size, f"must be at most {FILES_SIZE} bytes together")


def read_code(name: str, data: Any) -> str:
    code = record(name, data).get("code")
    if not isinstance(code, (str, int)) or not str(code):
        # It was accepted: who repeats the call sends the message twice.
        raise UndecodableResponse("the answer has no code", endpoint=name, status=200)
    return str(code)
