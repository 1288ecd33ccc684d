"""What a package will weigh and what it lacks, in the sentences of the export step."""

from typing import TYPE_CHECKING

from cchc_desktop.domain.evidence_limits import FILE_MEGABYTES
from ui.models.file_size import size_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_desktop.services.submissions.package_budget import PackageBudget, Weighed

_LOST_NAMED = 3
_UNPROVED_NAMED = 6


def budget_words(budget: "PackageBudget", email_megabytes: int) -> list[tuple[str, str]]:
    """``(level, sentence)``: the weight, what to do where it is too much, then what a reviewer will miss."""
    is_heavy = budget.exceeds(email_megabytes)
    found = [("warn" if is_heavy else "info", _weight(budget, email_megabytes, is_heavy=is_heavy))]
    if budget.too_large:
        text = f"Quá {FILE_MEGABYTES} MB một tệp: {_named(budget.too_large)}; nên quét lại hoặc tách tệp."
        found.append(("warn", text))
    return [*found, *_lost(budget), *_unproved(budget)]


def _weight(budget: "PackageBudget", email_megabytes: int, *, is_heavy: bool) -> str:
    whole = size_words(budget.expected)
    carried = f"{budget.files} tệp đính kèm {size_words(budget.size)}" if budget.files else "không có tệp đính kèm"
    text = f"Gói nộp khoảng {whole}: {carried}, cùng bản in và bảng tính."
    if not is_heavy:
        return (
            f"{text} Gửi được bằng một thư điện tử (thư khoảng {size_words(budget.mailed)}, mức {email_megabytes} MB)."
        )
    heaviest = f" Nặng nhất: {_named(budget.heaviest)}." if budget.heaviest else ""
    return (
        f"{text} Quá mức {email_megabytes} MB của một thư điện tử: gửi bằng USB, hoặc chương trình chia thành khoảng "
        f"{budget.mails(email_megabytes)} thư. Muốn nhẹ hơn, hãy mở lại hồ sơ và quét lại tệp nặng ở mức 200 dpi, đen "
        f"trắng.{heaviest}"
    )


def _lost(budget: "PackageBudget") -> list[tuple[str, str]]:
    lost = [gap.text for gap in budget.gaps if gap.name]
    shown = [("block", text) for text in lost[:_LOST_NAMED]]
    if len(lost) > _LOST_NAMED:
        shown.append(("block", f"Và {len(lost) - _LOST_NAMED} nơi khác thiếu tệp; xem ở màn hình Minh chứng."))
    return shown


def _unproved(budget: "PackageBudget") -> list[tuple[str, str]]:
    codes = [gap.target.partition(":")[2] for gap in budget.gaps if not gap.name]
    if not codes:
        return []
    more = f" và {len(codes) - _UNPROVED_NAMED} tiêu chí khác" if len(codes) > _UNPROVED_NAMED else ""
    named = f"{', '.join(codes[:_UNPROVED_NAMED])}{more}"
    return [
        ("info", f"{len(codes)} tiêu chí có điểm, không có tệp minh chứng: {named}. Bên nhận cũng thấy danh sách này.")
    ]


def _named(files: "Sequence[Weighed]") -> str:
    return "; ".join(f"{file.name} ({size_words(file.size)})" for file in files)
