"""The first draft of the texts of a commune's plan, in the form that communes use; everything in it may be edited."""

from cchc_desktop.domain.period import Period, PeriodKind, ad_hoc
from cchc_desktop.domain.plan import Plan
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.services.session.session import Workspace

_LAST_DAYS = {(1, 1, 6, 30): ("H", 1), (7, 1, 12, 31): ("H", 2), (1, 1, 12, 31): ("Y", 1)}


def plan_period(plan: Plan) -> Period:
    """The period that a plan is for: the year, the half-year, or its own days where it is neither."""
    first, last = plan.header.valid_from, plan.header.valid_to or plan.header.valid_from.replace(month=12, day=31)
    part = _LAST_DAYS.get((first.month, first.day, last.month, last.day)) if first.year == last.year else None
    if part is None:
        return ad_hoc(first, last)
    return Period(PeriodKind.YEAR if part[0] == "Y" else PeriodKind.HALF_YEAR, first.year, part[1])


def default_texts(workspace: Workspace) -> dict[str, str]:
    """Title, basis, purpose and arrangements before anybody typed them; a line is a paragraph."""
    header, unit = workspace.plan.header, workspace.unit
    period = uncapitalised(plan_period(workspace.plan).label)
    place = f"{unit.kind.lower()} {unit.name}"
    grounds = [item.strip() for item in header.legal_basis.split(";") if item.strip()]
    basis = [f"Căn cứ {item};" for item in grounds if not item.startswith("Tờ trình")]  # that is the province's own
    basis.append(f"Thực hiện {header.title};")
    purpose = (
        (
            f"Triển khai đầy đủ, kịp thời các nhiệm vụ cải cách hành chính được giao trong {header.title}; "
            f"nâng cao chất lượng phục vụ người dân, tổ chức, doanh nghiệp trên địa bàn {place}."
        ),
        (
            "Xác định rõ nội dung công việc, sản phẩm, thời hạn hoàn thành và trách nhiệm của từng cơ quan, cá nhân; "
            "gắn kết quả cải cách hành chính với đánh giá, xếp loại cán bộ, công chức."
        ),
        "Việc thực hiện phải thường xuyên, thiết thực, tiết kiệm; kịp thời tháo gỡ khó khăn, vướng mắc ngay tại cơ sở.",
    )
    arrangements = (
        (
            f"Các phòng chuyên môn, Trung tâm Phục vụ hành chính công {place} căn cứ chức năng, nhiệm vụ và Phụ lục "
            "kèm theo Kế hoạch này tổ chức thực hiện, bảo đảm đúng tiến độ và chất lượng."
        ),
        (
            f"Văn phòng HĐND và UBND {place} theo dõi, đôn đốc, tổng hợp kết quả thực hiện; tham mưu UBND {place} "
            f"báo cáo {workspace.addressee} định kỳ và đột xuất theo quy định."
        ),
        (
            f"Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, cá nhân phản ánh về UBND {place} "
            "(qua Văn phòng HĐND và UBND) để xem xét, giải quyết."
        ),
    )
    return {
        "title": f"Cải cách hành chính {period} của {unit.office}",
        "basis": "\n".join(basis),
        "purpose": "\n".join(purpose),
        "arrangements": "\n".join(arrangements),
    }
