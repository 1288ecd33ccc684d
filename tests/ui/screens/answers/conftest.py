"""A returned submission at a commune whose next revision is being prepared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.two_desks import TwoDesks, two_desks

from cchc_desktop.services.submissions.rows import SubmissionRow


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoDesks]:
    """Both sides; the first revision of the progress report was received."""
    both = two_desks(tmp_path)
    both.send()
    yield both
    both.close()


@pytest.fixture
def returned(two: TwoDesks) -> SubmissionRow:
    """The first revision, sent back with two remarks."""
    answers = two.desk.answers
    return answers.take(answers.look(two.at_province.send_back())).value[0].submission


@pytest.fixture
def draft(two: TwoDesks, returned: SubmissionRow) -> SubmissionRow:
    """The second revision, begun."""
    return two.desk.answers.start_answering(returned.id).value
