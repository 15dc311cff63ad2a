"""Every text the public reads is plain; the check itself finds what is not."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.casework.models import ServiceItem
from portal.content import language_check

pytestmark = pytest.mark.django_db


def test_every_text_of_the_portal_is_plain():
    assert [f"{where}: {problem}" for where, problem in language_check.found()] == []


def test_the_check_reads_screens_code_catalogue_and_reasons():
    for source in (
        language_check.templates,
        language_check.code,
        language_check.catalogue,
        language_check.words,
    ):
        assert len([text for _where, text in source() if text]) > 20, source.__name__


def test_screens_and_code_are_named_by_file_and_line():
    for source in (language_check.templates, language_check.code):
        assert all(re.fullmatch(r"[\w/.-]+:\d+", where) for where, _text in source())


def test_the_command_fails_on_a_catch_all():
    ServiceItem.objects.filter(pk="career-guidance").update(conditions="符合其他条件的人。")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_language", stdout=out)
    assert "item career-guidance: 兜底的话" in out.getvalue()
