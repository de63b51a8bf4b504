"""Pictures decoded and encoded again, so that only pixels come in."""

import warnings
from hashlib import sha256
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageFile

from texts.blocks import Image
from texts.importing import limits
from texts.importing.sentences import Sentence, gettext_noop, say

COVER = (600, 900)
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class PictureRefused(Exception):
    """Why a picture was left out, as the end of a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def reencode(data: bytes) -> Image:
    """JPEG stays JPEG; everything else that is a picture becomes PNG. No metadata, no animation."""
    if not ImageFile.LOAD_TRUNCATED_IMAGES and not data:
        raise PictureRefused(say(gettext_noop("it is empty")))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > limits.IMAGE_PIXELS:
                    raise PictureRefused(
                        say(
                            gettext_noop("it is larger than %(most)s megapixels"), most=limits.IMAGE_PIXELS // 1_000_000
                        )
                    )
                return _encode(picture)
    except PictureRefused:
        raise
    except Exception as error:
        raise PictureRefused(say(gettext_noop("it is not a picture that can be read"))) from error


def cover(data: bytes) -> Image:
    """Always a JPEG, no larger than COVER."""
    picture = Pillow.open(BytesIO(reencode(data).data))
    flat = Pillow.new("RGB", picture.size, "white")
    flat.paste(picture.convert("RGBA"), mask=picture.convert("RGBA").getchannel("A"))
    flat.thumbnail(COVER)
    out = BytesIO()
    flat.save(out, "JPEG", quality=82, optimize=True)
    return Image(f"{sha256(out.getvalue()).hexdigest()[:16]}.jpg", out.getvalue(), flat.width, flat.height)


def _encode(picture: Pillow.Image) -> Image:
    out = BytesIO()
    if picture.format == "JPEG":
        picture.convert("L" if picture.mode == "L" else "RGB").save(out, "JPEG", quality=85, optimize=True)
        ending = "jpg"
    else:
        mode = picture.mode if picture.mode in ("1", "L", "P", "RGB", "RGBA", "LA") else "RGBA"
        plain = picture.convert("RGBA") if mode == "P" and "transparency" in picture.info else picture.convert(mode)
        plain.info.clear()
        plain.save(out, "PNG")
        ending = "png"
    bytes_ = out.getvalue()
    return Image(f"{sha256(bytes_).hexdigest()[:16]}.{ending}", bytes_, picture.width, picture.height)
