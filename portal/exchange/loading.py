"""Contracts written from what apps register: new versions are added, nothing an administrator ended is opened."""

from portal.kernel import clock

from . import registry
from .models import Contract
from .models.partner import Direction


def load() -> int:
    """How many contracts there are."""
    for each in registry.everything():
        for direction, there in ((Direction.IN, each.take), (Direction.OUT, each.give or each.pushed)):
            if there:
                Contract.objects.update_or_create(
                    dataset=each.code,
                    version=each.version,
                    direction=direction,
                    defaults={"title": str(each.title), "schema": each.schema, "source": str(each.source)},
                    create_defaults={
                        "title": str(each.title),
                        "schema": each.schema,
                        "source": str(each.source),
                        "begins": clock.today(),
                    },
                )
    return Contract.objects.count()
