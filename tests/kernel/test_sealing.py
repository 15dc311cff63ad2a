"""Sealing: what is sealed opens only where it belongs; an index finds only equal values."""

import uuid
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.kernel import sealing
from portal.kernel.ids import uuid7

PK = uuid.UUID("01900000-0000-7000-8000-000000000001")
LABEL = "accounts.document.number"
same_keys = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.text(st.characters(exclude_categories=["Cs"]))


def add_key(folder: Path, name: str, size: int) -> None:
    (folder / name).write_bytes(bytes(reversed(range(size))))
    sealing._keys.cache_clear()


@same_keys
@given(texts, st.uuids(), st.from_regex(r"[a-z]{1,20}\.[a-z]{1,20}", fullmatch=True))
def test_what_is_sealed_opens_again(text: str, pk: uuid.UUID, label: str):
    blob = sealing.seal(text, label=label, pk=pk)
    assert sealing.open_sealed(blob, label=label, pk=pk) == text
    assert sealing.open_sealed(memoryview(blob), label=label, pk=pk) == text
    assert len(blob) == 2 + 12 + len(text.encode()) + 16


def test_a_blob_is_sm4_gcm_over_label_and_key():
    blob = sealing.seal("519999198303122642", label=LABEL, pk=PK)
    assert blob[:2] == b"\x01\x01"
    decryptor = Cipher(algorithms.SM4(bytes(range(16))), modes.GCM(blob[2:14], blob[-16:])).decryptor()
    decryptor.authenticate_additional_data(LABEL.encode() + b"|" + PK.bytes)
    assert decryptor.update(blob[14:-16]) + decryptor.finalize() == b"519999198303122642"


def test_the_same_text_is_sealed_differently_each_time():
    assert len({sealing.seal("李晓梅", label=LABEL, pk=PK) for _ in range(100)}) == 100


@same_keys
@given(st.data())
def test_one_altered_bit_anywhere_is_refused(data: st.DataObject):
    blob = bytearray(sealing.seal("519999198303122642", label=LABEL, pk=PK))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(bytes(blob), label=LABEL, pk=PK)


def test_another_row_or_field_does_not_open_it():
    blob = sealing.seal("李晓梅", label=LABEL, pk=PK)
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(blob, label=LABEL, pk=uuid7())
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(blob, label="accounts.person.name", pk=PK)


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01\x01" + b"0" * 27, b"\x02\x01" + b"0" * 40])
def test_what_was_never_sealed_is_refused(blob: bytes):
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(blob, label=LABEL, pk=PK)


def test_half_a_character_is_refused_without_repeating_the_text():
    with pytest.raises(ValueError, match="half a character") as caught:
        sealing.seal("secret\ud800", label=LABEL, pk=PK)
    assert "secret" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_a_newer_key_seals_and_the_older_still_opens(key_folder: Path):
    old = sealing.seal("李晓梅", label=LABEL, pk=PK)
    add_key(key_folder, "seal-2", 16)
    new = sealing.seal("李晓梅", label=LABEL, pk=PK)
    assert (sealing.key_of(old), sealing.key_of(new), sealing.newest_key()) == (1, 2, 2)
    assert sealing.open_sealed(old, label=LABEL, pk=PK) == sealing.open_sealed(new, label=LABEL, pk=PK)


def test_a_key_that_left_the_ring_is_named(key_folder: Path):
    blob = sealing.seal("李晓梅", label=LABEL, pk=PK)
    add_key(key_folder, "seal-2", 16)
    (key_folder / "seal-1").unlink()
    sealing._keys.cache_clear()
    with pytest.raises(sealing.SealBroken, match="key 1"):
        sealing.open_sealed(blob, label=LABEL, pk=PK)


@pytest.mark.parametrize("spoil", ["missing", "short"])
def test_bad_keys_are_refused_at_once(key_folder: Path, spoil: str):
    (key_folder / "seal-1").unlink() if spoil == "missing" else (key_folder / "index-1").write_bytes(b"x")
    sealing._keys.cache_clear()
    with pytest.raises(sealing.KeysMissing):
        sealing.seal("x", label=LABEL, pk=PK)


def test_the_ring_shows_no_key():
    assert repr(sealing._keys()) == "KeyRing()"


def test_without_a_key_folder_the_installation_makes_its_own(monkeypatch, tmp_path: Path):
    monkeypatch.delenv("SHUYE_KEYS")
    monkeypatch.setenv("SHUYE_VAR", str(tmp_path / "var"))
    sealing._keys.cache_clear()
    blob = sealing.seal("李晓梅", label=LABEL, pk=PK)
    sealing._keys.cache_clear()
    assert sealing.open_sealed(blob, label=LABEL, pk=PK) == "李晓梅"
    assert {file.name for file in (tmp_path / "var" / "keys").iterdir()} == {"seal-1", "index-1"}


def test_an_index_finds_equal_values_of_one_namespace_only(key_folder: Path):
    index = sealing.blind_index("citizen", "519999198303122642")
    assert len(index) == sealing.INDEX_LENGTH
    assert index[0] == 1
    assert index == sealing.blind_index("citizen", "519999198303122642")
    others = {
        sealing.blind_index("citizen", "519999198303122643"),
        sealing.blind_index("hm_travel_permit", "519999198303122642"),
        sealing.blind_index("citize", "n519999198303122642"),
    }
    assert index not in others
    assert len(others) == 3
    add_key(key_folder, "index-2", 32)
    assert sealing.blind_index("citizen", "519999198303122642")[0] == 2


def test_an_index_knows_composed_and_decomposed_letters_as_one():
    assert sealing.blind_index("name", "José") == sealing.blind_index("name", "Jose\u0301")
