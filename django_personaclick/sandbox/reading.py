"""Bodies and queries as data: JSON, the two kinds of form, and brackets in names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from ..client.endpoints import Encoding
from .calls import Incoming, Refused

__all__ = ["BODY_LIMIT", "body_of", "encoding_of", "nested"]

BODY_LIMIT = 32_000_000
TYPES = {
    "application/json": Encoding.JSON,
    "application/x-www-form-urlencoded": Encoding.FORM,
    "multipart/form-data": Encoding.MULTIPART,
}
NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
DEPTH = 8


def encoding_of(incoming: Incoming) -> Encoding | None:
    """How the body travels; ``QUERY`` when there is none, ``None`` when nobody can tell."""
    if not incoming.raw and incoming.raw is not None:
        return Encoding.QUERY
    content = incoming.header("content-type").partition(";")[0].strip().lower()
    return TYPES.get(content)


def body_of(incoming: Incoming) -> Any:
    """The decoded body; ``None`` when there is none, or none that can be read."""
    if not incoming.raw:
        return None
    encoding = encoding_of(incoming)
    try:
        if encoding is Encoding.FORM:
            return nested(parse_qsl(incoming.raw.decode(), keep_blank_values=True))
        if encoding is Encoding.MULTIPART:
            return nested(multipart(incoming))
        return msgspec.json.decode(incoming.raw)
    except (msgspec.DecodeError, ValueError, LookupError, RecursionError, Refused):
        return None


def multipart(incoming: Incoming) -> Iterable[tuple[str, Any]]:
    """The fields; a file is an object with its name, type and size."""
    head = f"Content-Type: {incoming.header('content-type')}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + (incoming.raw or b""))
    if not message.is_multipart():
        raise ValueError("no parts")
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        if not isinstance(name, str):
            raise ValueError("a part without a name")  # noqa: TRY004
        file = part.get_filename()
        if file is None:
            yield name, content.decode()
        else:
            kind = part.get_content_type()
            yield name, {"filename": file, "content_type": kind, "size": len(content)}


def nested(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """``name[key]`` as an object, ``name[]`` as a list, as the API reads them."""
    root: dict[str, Any] = {}
    for name, value in pairs:
        found = NAME.fullmatch(name)
        if found is None:
            root[name] = value
            continue
        keys = re.findall(r"\[([^\[\]]*)\]", found[2])
        if len(keys) > DEPTH:
            raise Refused(400, f"{found[1]} is nested too deeply")
        put(root, found[1], keys, value)
    return {name: tidied(value) for name, value in root.items()}


def put(place: dict[str, Any], name: str, keys: list[str], value: Any) -> None:
    for key in keys:
        inner = place.get(name)
        if not isinstance(inner, dict):
            inner = place[name] = {}
        place = inner
        name = key or f"[{len(place)}]"
    place[name] = value


def tidied(value: Any) -> Any:
    """Objects whose keys are only positions become lists."""
    if not isinstance(value, dict):
        return value
    inner = {name: tidied(one) for name, one in value.items()}
    if inner and all(re.fullmatch(r"\[[0-9]+\]|[0-9]{1,4}", name) for name in inner):
        return list(inner.values())
    return inner
