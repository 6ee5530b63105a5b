"""Files that go with a request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

__all__ = ["Attachment", "encode_multipart"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file: its name as the recipient sees it, what is in it, and of which type that is."""

    name: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


def encode_multipart(
    form: Iterable[tuple[str, str]], files: Sequence[Attachment]
) -> tuple[bytes, str]:
    """The body of ``form`` and ``files``, and its content type.

    The files are ``file_name``, ``file_name_2`` and so on, as in the vendor's example.
    """
    fields = [text_field(name, value) for name, value in form]
    for number, file in enumerate(files, start=1):
        name = "file_name" if number == 1 else f"file_name_{number}"
        part = RequestField(name=name, data=file.content, filename=file.name)
        part.make_multipart(content_type=file.content_type)
        fields.append(part)
    return encode_multipart_formdata(fields)


def text_field(name: str, value: str) -> RequestField:
    part = RequestField(name=name, data=str.__str__(value))
    part.make_multipart()
    return part
