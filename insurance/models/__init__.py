from .account import BankAccount
from .claim import ITEM, ChangeReport, Claim, Inquiry, Interruption, MonthEntry
from .contribution import Contribution, ContributionChange, ContributionImport, ContributionLine, Transfer
from .firms import REFUND, RefundBatch, RefundEntry, RefundObjection, RefundScheme
from .payment import (
    Account,
    BankFile,
    BankLine,
    Benefit,
    Budget,
    Fund,
    LedgerEntry,
    Overpayment,
    OverpaymentAnswer,
    Payment,
    Recovery,
    Run,
)
from .skill import SKILL, SkillClaim

__all__ = [
    "ITEM",
    "REFUND",
    "SKILL",
    "Account",
    "BankAccount",
    "BankFile",
    "BankLine",
    "Benefit",
    "Budget",
    "ChangeReport",
    "Claim",
    "Contribution",
    "ContributionChange",
    "ContributionImport",
    "ContributionLine",
    "Fund",
    "Inquiry",
    "Interruption",
    "LedgerEntry",
    "MonthEntry",
    "Overpayment",
    "OverpaymentAnswer",
    "Payment",
    "Recovery",
    "RefundBatch",
    "RefundEntry",
    "RefundObjection",
    "RefundScheme",
    "Run",
    "SkillClaim",
    "Transfer",
]
