"""The minimum wage of a county, as far as it may be told."""

from datetime import date
from decimal import Decimal

from portal.rules import queries as law


def minimum_wage(on: date, region: str) -> Decimal | None:
    """Yuan a month; None where the law has no value, or one that is not certain enough to tell."""
    try:
        tier = law.lookup("minimum_wage.tier", on=on, region=region)
        standard = law.lookup("minimum_wage.standard", on=on, region=region)
    except law.LawMissing:
        return None
    if "D" in (tier.confidence, standard.confidence):
        return None
    return next((Decimal(row["monthly"]) for row in standard.value if row["tier"] == tier.value), None)
