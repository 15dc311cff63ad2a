"""求职信息登记 on one page."""

from typing import Any

from registration.forms import QuestionForm

from .resumes import WishForm


class SeekForm(QuestionForm, WishForm):
    """One wish, asked as a page of a service item."""

    def __init__(self, *args: Any, answers: dict | None = None, **kwargs: Any) -> None:
        super().__init__(*args, answers=answers, **kwargs)
        del self.fields["kind"]  # any kind will do; the CV is where it is narrowed
