"""Holding a row that comes with others, where one of them may have been changed by whoever held it before."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def held(rows: QuerySet[M], pk: Any) -> M:
    """The row of `rows` as it stands now, held until the transaction ends.

    Locked first and joined afterwards: a statement that does both joins by what stood before it waited, and finds
    nothing where the row meanwhile points to another one (a case given to another agency).
    """
    rows.model._default_manager.select_for_update().values_list("pk").get(pk=pk)
    return rows.get(pk=pk)
