"""Files handed in: checked, made small, sealed on disk. Accepts JPEG, PNG, WebP and PDF up to 20 MB."""

import base64
import hashlib
import io
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.events.services import verb
from portal.kernel import clock, sealing
from portal.kernel.actor import Actor
from portal.kernel.ids import uuid7

from .models import Upload

MOST_BYTES = 20 * 1024 * 1024
LONGEST_SIDE, QUALITY = 2200, 82
MOST_PIXELS = 80_000_000
LABEL = "documents.upload.file"


class BadFile(ValueError):
    """The file cannot be taken; its text says why and what to do, for the person."""


def _image(data: bytes) -> bytes:
    """The picture as a JPEG of sensible size, without what the camera wrote into it (place, time)."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadFile(_("图片太大了,请用手机重新拍一张。"))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadFile(_("这个文件打不开。请用JPG、PNG图片或PDF再试一次。")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def checked(file: UploadedFile) -> tuple[bytes, str]:
    """(bytes, content type) of a file we take. Raises BadFile."""
    if file.size > MOST_BYTES:
        raise BadFile(_("文件超过20MB。请拍照上传,或压缩后再试。"))
    data = file.read()
    if not data:
        raise BadFile(_("文件是空的,请重新选择。"))
    if data.startswith(b"%PDF-"):
        return data, "application/pdf"
    return _image(data), "image/jpeg"


def _path(upload: Upload) -> Path:
    return Path(settings.VAR_DIR) / "documents" / "uploads" / f"{upload.pk.hex[:6]}" / f"{upload.pk}.sealed"


@verb
def take(file: UploadedFile, *, person: Person, purpose: str, by: Actor) -> Upload:
    """Keep a file of a person, sealed. Raises BadFile for what cannot be taken, OSError when the disk is full."""
    data, content_type = checked(file)
    upload = Upload(
        id=uuid7(),
        person=person,
        purpose=purpose,
        name=file.name[:120],
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        at=clock.now(),
    )
    path = _path(upload)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.write_bytes(sealing.seal(base64.b64encode(data).decode(), label=LABEL, pk=upload.pk))
    part.replace(path)
    upload.save(force_insert=True)
    return upload


def read(upload: Upload) -> bytes:
    """The bytes of a kept file. Raises FileNotFoundError, SealBroken."""
    return base64.b64decode(sealing.open_sealed(_path(upload).read_bytes(), label=LABEL, pk=upload.pk))
