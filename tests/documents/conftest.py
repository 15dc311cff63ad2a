"""A certificate of a case that was granted, for any name."""

from collections.abc import Callable

import pytest

from portal.accounts import actors
from portal.accounts.models import Person
from portal.accounts.services import register_person, verify_person
from portal.casework import services
from portal.documents.models import Certificate
from portal.kernel.actor import system
from tests.cast import Cast


@pytest.fixture
def certificate(cast: Cast) -> Certificate:
    """王建国's certificate, not rendered yet."""
    return issue(cast.case(cast.jianguo, retirement={}))


@pytest.fixture
def certificate_of(cast: Cast) -> Callable[[str], Certificate]:
    """The certificate of somebody of this name."""

    def make(name: str) -> Certificate:
        person = register_person(
            user=None, name=name, kind="resident_id", number="519999199011254330", by=system("test")
        )
        verify_person(person, method="window", by=cast.liufang_actor)
        return issue(cast.case(Person.objects.get(pk=person.pk), retirement={}))

    return make


def issue(case) -> Certificate:
    """The certificate that a grant by rule issues."""
    assert services.grant_by_rule(case)
    assert actors
    return Certificate.objects.get(subject_id=str(case.pk))
