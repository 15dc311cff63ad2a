"""稳岗返还 and 技能提升补贴 to look at; they are changed by verbs alone."""

from django.contrib import admin

from portal.kernel.admin import LookOnly

from ..models import RefundBatch, RefundEntry, RefundObjection, RefundScheme, SkillClaim


@admin.register(RefundScheme)
class RefundSchemeAdmin(LookOnly):
    list_display = ["year", "region", "opens", "closes", "state", "made_by"]
    list_filter = ["state"]


@admin.register(RefundBatch)
class RefundBatchAdmin(LookOnly):
    list_display = ["scheme", "number", "begins", "ends", "shown_by", "approved_by"]


@admin.register(RefundEntry)
class RefundEntryAdmin(LookOnly):
    list_display = ["id", "year", "county", "state", "layoff_rate", "paid_last_year", "amount"]
    list_filter = ["state", "entity_kind"]


@admin.register(RefundObjection)
class RefundObjectionAdmin(LookOnly):
    list_display = ["number", "kind", "made_at", "outcome", "answered_by"]
    list_filter = ["kind", "outcome"]


@admin.register(SkillClaim)
class SkillClaimAdmin(LookOnly):
    list_display = ["id", "occupation", "level", "issued", "state", "amount"]
    list_filter = ["state", "level"]
