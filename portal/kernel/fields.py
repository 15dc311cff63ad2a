"""SealedField: a column whose value is sealed in the database and never shown by accident in Python.

Reading the attribute gives a `Sealed`, whose str, repr, format and JSON are all the same four dots. Assigning
takes a plain str (sealed when the row is saved), None, or another row's Sealed (sealed anew for this row).
`masked()` opens and masks for screens. The text itself comes out through `accounts.reveal`, which records who
looked and why, or through `plaintext` below for machinery whose reading shows it to nobody. Filter by a blind
index column: looking a sealed column up by its text raises TypeError. The row's key must be a UUID that the
application makes before saving.
"""

import logging
from base64 import b64encode
from typing import Any
from uuid import UUID

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from . import masking, sealing

log = logging.getLogger(__name__)


class Sealed(str):
    """One sealed value. As a str it is only the mask, so templates, logs, JSON and admin show four dots.

    It holds either a text not saved yet, or a blob with the row key it opens under. A pickle carries the blob
    and never an unsaved text. Two are equal when they are the same object or hold the same blob.
    """

    __slots__ = ("_blob", "_fresh", "_label", "_mask", "_pk")

    def __new__(
        cls, label: str, mask: str, *, blob: bytes | None = None, fresh: str | None = None
    ) -> "Sealed":
        made = super().__new__(cls, masking.HIDDEN)
        made._label, made._mask, made._blob, made._fresh, made._pk = label, mask, blob, fresh, None
        return made

    def bound_to(self, pk: UUID | str | None) -> "Sealed":
        """This value as belonging to a row: for rows of `values()`, which do not know their key."""
        self._pk = UUID(pk) if isinstance(pk, str) else pk
        return self

    def masked(self) -> str:
        """What screens show, by the field's mask. A value that does not open is logged and shown as dots."""
        try:
            return masking.MASKS[self._mask](self._open())
        except sealing.SealBroken:
            log.exception("a sealed value of %s does not open", self._label)
            return masking.HIDDEN

    def _open(self) -> str:
        """The text itself; called through `plaintext` alone. Raises SealBroken."""
        if self._fresh is not None:
            return self._fresh
        if self._blob is None or self._pk is None:
            raise sealing.SealBroken("a value that belongs to no saved row")
        return sealing.open_sealed(self._blob, label=self._label, pk=self._pk)

    def _seal(self) -> bytes:
        """The bytes to store. A blob is opened first, so that none is written that cannot be read again."""
        plain = self._open()
        if self._fresh is not None or sealing.key_of(self._blob) != sealing.newest_key():
            if not isinstance(self._pk, UUID):
                raise TypeError(f"{self._label} is sealed for a row whose key is a UUID made before saving")
            self._blob, self._fresh = sealing.seal(plain, label=self._label, pk=self._pk), None
        return self._blob

    def __repr__(self) -> str:
        return masking.HIDDEN

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Sealed) and self._blob is not None and self._blob == other._blob
        )

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._label)

    def __copy__(self) -> "Sealed":
        twin = Sealed(self._label, self._mask, blob=self._blob, fresh=self._fresh)
        return twin.bound_to(self._pk)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Sealed":
        return self.__copy__()

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return _unpickle, (self._label, self._mask, self._blob, self._pk)


def _unpickle(label: str, mask: str, blob: bytes | None, pk: UUID | None) -> Sealed:
    return Sealed(label, mask, blob=blob).bound_to(pk)


class SealedAttribute(DeferredAttribute):
    """Turns whatever is assigned into a Sealed at once, and ties it to its row once the key is known."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if value is not None and value._pk is None:
            value.bound_to(instance.pk)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        sealed = self._sealed(value)
        if sealed is not None and sealed._fresh is None and sealed._pk is None:
            sealed.bound_to(instance.__dict__.get(instance._meta.pk.attname))
        instance.__dict__[self.field.attname] = sealed

    def _sealed(self, value: Any) -> Sealed | None:
        """A Sealed of this field's own, never one shared with another row."""
        label, mask = self.field.seal_label, self.field.mask
        if value is None or value == b"":
            return None
        if isinstance(value, Sealed):
            twin = value.__copy__()
            return twin if twin._label == label else Sealed(label, mask, fresh=twin._open())
        if isinstance(value, str):
            return Sealed(label, mask, fresh=value)
        if isinstance(value, bytes | memoryview):
            return Sealed(label, mask, blob=bytes(value))
        raise TypeError(f"{label} takes a str or None, not {type(value).__name__}")


class SealedField(models.BinaryField):
    """A text sealed at rest. mask: a name in masking.MASKS. label: keep the old one when a field is renamed.

    Saved with save(), update_fields, bulk_create and bulk_update; `QuerySet.update` takes only None.
    """

    descriptor_class = SealedAttribute
    description = "A sealed text"

    def __init__(self, *args: Any, mask: str = "text", label: str | None = None, **kwargs: Any) -> None:
        if mask not in masking.MASKS:
            raise ValueError(f"unknown mask {mask!r}")
        self.mask, self.fixed_label = mask, label
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    @property
    def seal_label(self) -> str:
        """What ties a value to this field: "app.model.field"."""
        return self.fixed_label or f"{self.model._meta.label_lower}.{self.name}"

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs["mask"] = self.mask
        if self.fixed_label:
            kwargs["label"] = self.fixed_label
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """A sealed value is tied to its row by a UUID key; nothing else will do."""
        key = self.model._meta.pk
        while key is not None and key.remote_field:
            key = key.target_field
        if isinstance(key, models.UUIDField):
            return super().check(**kwargs)
        text = "A model with a SealedField needs a UUID primary key made by the application."
        return [*super().check(**kwargs), checks.Error(text, obj=self, id="kernel.E001")]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """A Sealed that does not know its row yet; the attribute of an instance ties it."""
        return None if value is None else Sealed(self.seal_label, self.mask, blob=bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """The value tied to the row as it is now: a row saved under a new key gets its values sealed anew."""
        value = getattr(model_instance, self.attname)
        if value is not None and value._pk != self._key(model_instance):
            value = Sealed(self.seal_label, self.mask, fresh=value._open())
            value.bound_to(self._key(model_instance))
            model_instance.__dict__[self.attname] = value
        return value

    @staticmethod
    def _key(instance: models.Model) -> UUID | None:
        return UUID(instance.pk) if isinstance(instance.pk, str) else instance.pk

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Bytes for the database. A plain text here is a lookup or an update() past the row: refused."""
        if isinstance(value, Sealed):
            value = value._seal()
        elif value is not None:
            raise TypeError(f"{self.seal_label} is sealed: save the row, or filter by its blind index")
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value: Any) -> Any:
        """A Sealed stays what it is; a text out of a fixture holds the sealed bytes."""
        return value if isinstance(value, Sealed) else super().to_python(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Fixtures carry the sealed bytes."""
        value = getattr(obj, self.attname)
        return "" if value is None else b64encode(value._seal()).decode("ascii")

    def formfield(self, **kwargs: Any) -> None:
        """Never edited in a form of the model."""
        return


def plaintext(value: Sealed) -> str:
    """The text of a sealed value, for machinery that must read it: drafts, codes, gateways, certificates.

    Never for a screen a clerk sees: that is `accounts.reveal`, which writes who looked and why.
    """
    return value._open()
