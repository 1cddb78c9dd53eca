from __future__ import annotations

from django.db import models


class PlantedPage(models.Model):
    """Which page the site's own command wrote, and what it said then.

    A page whose content no longer has this digest was changed by an editor and is left alone. A row without a page means that
    somebody deleted it: it does not come back.
    """

    key = models.CharField(max_length=120, unique=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
