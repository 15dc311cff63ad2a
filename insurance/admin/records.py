"""Everything of unemployment insurance to look at; it is changed by verbs alone, budgets apart."""

from django.contrib import admin

from portal.accounts.by_name import ByName
from portal.kernel.admin import LookOnly

from ..models import (
    BankFile,
    Budget,
    Claim,
    Contribution,
    ContributionImport,
    Inquiry,
    Interruption,
    LedgerEntry,
    Overpayment,
    Payment,
    Run,
    Transfer,
)


@admin.register(Claim)
class ClaimAdmin(LookOnly):
    list_display = ["case", "state", "county", "granted", "merged", "first_month", "monthly"]
    list_filter = ["state"]


@admin.register(Contribution)
class ContributionAdmin(LookOnly):
    list_display = ["id", "month", "county", "base", "unit_paid", "own_paid", "as_of"]
    list_filter = ["county"]


@admin.register(ContributionImport)
class ContributionImportAdmin(LookOnly):
    list_display = ["source", "as_of", "file_name", "state", "rows", "added", "changed", "refused"]
    list_filter = ["state"]


@admin.register(Transfer)
class TransferAdmin(LookOnly):
    list_display = ["id", "direction", "place", "county", "first_month", "last_month", "done_at"]


@admin.register(Interruption)
class InterruptionAdmin(LookOnly):
    list_display = ["claim", "kind", "code", "from_day", "lifted_on", "decided_by"]
    list_filter = ["kind"]


@admin.register(Inquiry)
class InquiryAdmin(LookOnly):
    list_display = ["claim", "source", "clerk", "held_month", "answer_until", "outcome"]
    list_filter = ["source", "outcome"]


@admin.register(Run)
class RunAdmin(LookOnly):
    list_display = ["number", "kind", "month", "state", "count", "total", "maker", "checker"]
    list_filter = ["kind", "state"]


@admin.register(Payment)
class PaymentAdmin(LookOnly):
    list_display = ["id", "benefit", "month", "amount", "state", "fail_reason"]
    list_filter = ["benefit", "state"]


@admin.register(BankFile)
class BankFileAdmin(LookOnly):
    list_display = ["name", "direction", "count", "total", "made_at"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(LookOnly):
    list_display = ["id", "fund", "account", "amount", "step", "at"]
    list_filter = ["account", "step"]


@admin.register(Overpayment)
class OverpaymentAdmin(LookOnly):
    list_display = ["claim", "cause", "amount", "state", "decided_by"]
    list_filter = ["cause", "state"]


@admin.register(Budget)
class BudgetAdmin(ByName):
    list_display = ["fund", "year", "amount"]
