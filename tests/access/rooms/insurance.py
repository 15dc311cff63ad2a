"""Unemployment insurance: the way in at the desk, and a row of every kind that keeps its history."""

from datetime import date
from typing import Any

from insurance.models import (
    BankAccount,
    Budget,
    ChangeReport,
    Claim,
    Contribution,
    ContributionImport,
    Inquiry,
    Interruption,
    Overpayment,
    Recovery,
    Run,
    Transfer,
)
from portal.accounts.services import verify_person
from portal.agencies.models import Region
from portal.kernel import clock
from tests.cast import Cast
from tests.cast_insurance import claim_case

GET = {
    "insurance:desk": "302 404 404 404 200 200 302 200",
    "insurance:transfers": "302 404 404 404 200 200 302 200",
    "insurance:transfer": "302 404 404 404 404 404 302 404",
    "site:offer_take": "302 302 405 405 302 302 302 302",
    "site:offer_drop": "302 302 405 405 302 302 302 302",
}
POST = {
    "insurance:desk": "302 404 404 404 405 405 302 405",
    "insurance:transfers": "302 404 404 404 405 405 302 405",
    "insurance:transfer": "302 404 404 404 404 404 302 404",
    "site:offer_take": "302 302 404 404 302 302 302 302",
    "site:offer_drop": "302 302 404 404 302 302 302 302",
}
MONTH = date(2026, 11, 1)


def _claim(cast: Cast) -> Claim:
    standing = Claim.objects.first()
    if standing:
        return standing
    verify_person(cast.jianguo, method="window", by=cast.liufang_actor)
    return Claim.objects.get(case=claim_case(cast.jianguo))


def _run(cast: Cast) -> Run:
    agency = cast.liufang.agency
    return Run.objects.create(
        number="FF-TEST", kind="monthly", month=MONTH, agency=agency, made_at=clock.now()
    )


def _overpayment(cast: Cast) -> Overpayment:
    today = clock.today()
    return Overpayment.objects.create(
        claim=_claim(cast),
        cause="agency",
        amount="10.00",
        text="多发",
        answer_until=today,
        found_at=clock.now(),
    )


def _import(cast: Cast) -> ContributionImport:
    return ContributionImport.objects.create(
        source="税务",
        as_of=MONTH,
        file_name="a.csv",
        digest="d",
        agency=cast.liufang.agency,
        made_by=cast.liufang,
        made_at=clock.now(),
    )


def _contribution(cast: Cast) -> Contribution:
    return Contribution.objects.create(
        person=cast.xiaomei,
        county_id="510104",
        month=MONTH,
        base="5000",
        unit_paid="30",
        own_paid="20",
        as_of=MONTH,
    )


def _transfer(cast: Cast) -> Transfer:
    county = Region.objects.get(pk="510104")
    return Transfer.objects.create(
        person=cast.xiaomei,
        direction="in",
        place="重庆市",
        county=county,
        first_month=MONTH,
        last_month=MONTH,
    )


def _account(cast: Cast) -> BankAccount:
    return BankAccount.objects.create(
        person=cast.xiaomei,
        holder="李晓梅",
        bank="成都银行",
        number="6222021234567890128",
        number_index=b"i",
        given_at=clock.now(),
    )


def _interruption(cast: Cast) -> Interruption:
    return Interruption.objects.create(
        claim=_claim(cast),
        kind="stopped",
        code="REEMPLOYED",
        article="第五十一条",
        from_day=MONTH,
        made_at=clock.now(),
    )


ROWS: dict[str, Any] = {
    "insurance.BankAccount": _account,
    "insurance.Budget": lambda cast: Budget.objects.create(fund="unemployment", year=2026, amount="1.00"),
    "insurance.ChangeReport": lambda cast: ChangeReport.objects.create(
        claim=_claim(cast), kind="none", at=clock.now()
    ),
    "insurance.Claim": _claim,
    "insurance.Contribution": _contribution,
    "insurance.ContributionImport": _import,
    "insurance.Inquiry": lambda cast: Inquiry.objects.create(
        claim=_claim(cast), source="employer", key="k", found="查到", opened_at=clock.now()
    ),
    "insurance.Interruption": _interruption,
    "insurance.Overpayment": _overpayment,
    "insurance.Recovery": lambda cast: Recovery.objects.create(
        overpayment=_overpayment(cast), how="cash", due=MONTH, amount="1.00"
    ),
    "insurance.Run": _run,
    "insurance.Transfer": _transfer,
}

_KEEPERS = "302 404 404 404 404 404 302 404"
for _name in ("imports", "import_template", "import"):
    GET[f"insurance:{_name}"] = _KEEPERS
    POST[f"insurance:{_name}"] = "302 404 404 404 405 405 302 405"
POST["insurance:imports"] = _KEEPERS
for _name in ("import_apply", "import_undo", "import_drop"):
    GET[f"insurance:{_name}"] = "302 404 404 404 405 405 302 405"
    POST[f"insurance:{_name}"] = _KEEPERS
