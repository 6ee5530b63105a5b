from __future__ import annotations

import pytest

from django_personaclick.payloads import (
    RECOMMENDED_BY,
    Device,
    Source,
    View,
    decode,
    encode,
    valid_did,
    valid_segment,
    valid_sid,
)


@pytest.mark.parametrize("value", ["vxlwRZ7Cnk", "0a1b2c3d4e5f6a7b", "a-b_c", "x" * 64])
def test_shape_of_keys(value: str) -> None:
    assert valid_did(value)
    assert valid_sid(value)


@pytest.mark.parametrize("value", ["", "x" * 65, "a b", "a\n", "ключ", "<script>", None, 5, ["a"]])
def test_no_shape_of_keys(value: object) -> None:
    assert not valid_did(value)
    assert not valid_sid(value)


def test_segments() -> None:
    assert [valid_segment(value) for value in ("A", "B", "a", "", "AB", None)] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_what_a_browser_forged_becomes_absent() -> None:
    device = Device(
        did="'; DROP",
        sid="s" * 65,
        segment="Z",
        stream="too-long-and-wrong",
        recommended_by="a b",
        recommended_code="c" * 256,
        referer="https://shop.org/\x00",
        source={"from": "bulk"},  # type: ignore[arg-type]
    )
    assert device == Device()
    assert encode(device) == b"{}"


def test_stored_form_reads_back() -> None:
    device = Device(did="vxlwRZ7Cnk", sid="R5eQXkrKCf", source=Source("chain", "7"))
    assert encode(device) == (
        b'{"did":"vxlwRZ7Cnk","sid":"R5eQXkrKCf","source":{"from":"chain","code":"7"}}'
    )
    assert decode(Device, encode(device)) == device


def test_documented_recommenders_pass() -> None:
    passed = [View(1, recommended_by=name).recommended_by for name in RECOMMENDED_BY]
    assert passed == list(RECOMMENDED_BY)
    assert Device(recommended_by="a_rival").recommended_by is None
