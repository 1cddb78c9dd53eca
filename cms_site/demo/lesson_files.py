"""Videos, recordings, PDF files and pictures of the sample lessons, in a collection of their own.

``scripts/sample_media.py`` made them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtailmedia.models import get_media_model

from courses.files.checking import check_medium

FOLDER = Path(__file__).resolve().parent / "media"
COLLECTION = "示例课件"
#: What the files are called in the media library.
TITLES = {
    "fire-first-aid": "起火和倒地，先做哪几步", "spreadsheets": "一张好表格的四条规矩",
    "economic-figures": "看懂经济数据的三个要点",
    "first-three-minutes": "接待来访，前三分钟怎么说", "handover-by-heart": "交接工作，六样东西交清楚",
    "secrecy-checklist": "保密和数据安全自查清单", "official-document-layout": "公文格式对照表",
}  # fmt: skip
ENDINGS = {"video": "mp4", "audio": "m4a", "document": "pdf"}


def medium(kind: str, name: str) -> Any:
    """The video or recording of this name, put into the library on first use."""
    model = get_media_model()
    found = model._default_manager.filter(title=TITLES[name], type=kind, collection__name=COLLECTION).first()
    if found is not None:
        return found
    file = _file(f"{name}.{ENDINGS[kind]}")
    played = check_medium(file, kind)
    file.seek(0)
    return model._default_manager.create(
        title=TITLES[name], type=kind, file=file, collection=_collection(), duration=played.seconds, width=played.width,
        height=played.height,
    )


def document(name: str) -> Any:
    model = get_document_model()
    found = model._default_manager.filter(title=TITLES[name], collection__name=COLLECTION).first()
    return found or model._default_manager.create(title=TITLES[name], file=_file(f"{name}.pdf"), collection=_collection())


def poster(name: str) -> Any:
    model = get_image_model()
    found = model._default_manager.filter(title=TITLES[name], collection__name=COLLECTION).first()
    return found or model._default_manager.create(title=TITLES[name], file=_file(f"{name}.png"), collection=_collection())


def captions(name: str) -> str:
    return (FOLDER / f"{name}.vtt").read_text(encoding="utf-8")


def remove_files() -> None:
    """Delete them with what lies on the disk, and the collection unless somebody put something else into it."""
    collection = Collection.objects.filter(name=COLLECTION).first()
    if collection is None:
        return
    models = (get_media_model(), get_document_model(), get_image_model())
    for model in models:
        for item in model._default_manager.filter(collection=collection, title__in=list(TITLES.values())):
            item.delete()
    if not any(model._default_manager.filter(collection=collection).exists() for model in models):
        collection.delete()


def _file(name: str) -> ContentFile[bytes]:
    return ContentFile((FOLDER / name).read_bytes(), name=f"sample-{name}")


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)
