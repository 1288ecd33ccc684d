import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.page_code import PageCode, parse

CODES = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=10, max_size=10)


@given(
    code=CODES,
    revision=st.integers(1, 9999),
    sheets=st.integers(1, 9999).flatmap(lambda last: st.tuples(st.integers(1, last), st.just(last))),
    period=st.sampled_from(("2025-M07", "2025-Q4", "2025-H2", "2025-9M", "2025-Y", "2025-07-01--2025-08-15")),
    kind=st.sampled_from(("progress", "report", "assessment", "plan", "register")),
)
def test_what_a_square_holds_is_read_back_whole(code, revision, sheets, period, kind) -> None:
    page = PageCode("00694", period, kind, revision, code).on_sheet(*sheets)
    assert parse(page.text) == page
    assert set(page.text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")  # keeps the squares large


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://dichvucong.gov.vn",
        "CCHC2:00694:2025-Q4:PROGRESS:2:7K3MQ2XA9F:3/9",
        "CCHC1:00694:2025-Q4:PROGRESS:2:7K3MQ2XA9F:0/9",
        "CCHC1:00694:2025-Q4:PROGRESS:2:7K3MQ2XA9F:10/9",
        "CCHC1:00694:2025-Q4:PROGRESS:2:7K3MQ2XA9I:3/9",
        "CCHC1:00694:2025-Q4:PROGRESS:2:7K3MQ2XA9F:3/9\n",
        "xCCHC1:00694:2025-Q4:PROGRESS:2:7K3MQ2XA9F:3/9",
    ],
)
def test_any_other_square_is_passed_over(text: str) -> None:
    assert parse(text) is None
