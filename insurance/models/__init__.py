from .account import BankAccount
from .claim import ITEM, ChangeReport, Claim, Inquiry, Interruption, MonthEntry
from .contribution import Contribution, ContributionChange, ContributionImport, ContributionLine, Transfer
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

__all__ = [
    "ITEM",
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
    "Run",
    "Transfer",
]
