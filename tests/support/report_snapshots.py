"""Sample snapshots of Xã Yên Sơn: the report of quarter I of 2026, the commune's own plan, a register as a book.

Beside this file: ``report_figures.txt`` with the lines code|name|unit|type|decimals|basis|value|previous|last year (a
group is code|name; "-" did not arise, "~" marks an estimate), whose sums hold; ``report_narrative.txt`` with the lines
level|number|code|title, each followed by its paragraphs ("* " before what the program drafted).
"""

from decimal import Decimal
from pathlib import Path

from support.snapshots import evidence, progress_snapshot

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.number import format_decimal
from cchc_desktop.domain.snapshot import (
    DefinitionPart,
    FigurePart,
    PlanFieldPart,
    PlanTaskPart,
    RemarkPart,
    SectionPart,
    Snapshot,
    TableColumnPart,
    TablePart,
    TargetPart,
)

FIGURES = Path(__file__).with_name("report_figures.txt").read_text(encoding="utf-8")
SECTIONS = Path(__file__).with_name("report_narrative.txt").read_text(encoding="utf-8")
REGISTERS_SHA256 = "5e" * 32
FORM_SHA256 = "f0" * 32
REGISTER_ROWS = 120

_DOCUMENTS = (
    ("Quyết định", "QĐ-UBND", "Kiện toàn Ban Chỉ đạo cải cách hành chính xã Yên Sơn"),
    ("Kế hoạch", "KH-UBND", "Tuyên truyền cải cách hành chính năm 2026 trên địa bàn xã Yên Sơn"),
    ("Công văn", "UBND-VHXH", "Đẩy mạnh cung cấp, sử dụng dịch vụ công trực tuyến và thanh toán trực tuyến"),
    ("Công văn", "UBND-VP", "Chấn chỉnh kỷ luật, kỷ cương hành chính sau kỳ nghỉ Tết Nguyên đán Bính Ngọ"),
    ("Thông báo", "TB-UBND", "Kết luận của Chủ tịch UBND xã tại hội nghị giao ban công tác cải cách hành chính"),
    (
        "Kế hoạch",
        "KH-UBND",
        (
            "Kiểm tra công tác cải cách hành chính, kỷ luật, kỷ cương hành chính và việc thực hiện cơ chế một cửa, một "
            "cửa liên thông trong giải quyết thủ tục hành chính tại Trung tâm Phục vụ hành chính công xã năm 2026"
        ),
    ),
    ("Công văn", "UBND-KT", "Đôn đốc giải ngân vốn đầu tư công năm 2026"),
    ("Báo cáo", "BC-UBND", "Kết quả tự kiểm tra việc tiếp nhận, giải quyết thủ tục hành chính tháng 01 năm 2026"),
    ("Công văn", "UBND-VP", "Rà soát, lập hồ sơ công việc trên môi trường mạng"),
    ("Thông báo", "TB-UBND", "Phân công trực hướng dẫn người dân nộp hồ sơ trực tuyến"),
)
_PUBLICITY = (
    ("Truyền thanh cơ sở", "Hệ thống loa 13 thôn", "Nộp hồ sơ trực tuyến trên Cổng Dịch vụ công quốc gia"),
    ("Họp thôn", "Lồng ghép", "Cài đặt ứng dụng VNeID; thanh toán trực tuyến phí, lệ phí"),
    (
        "Tọa đàm",
        "Trực tiếp",
        (
            "Tọa đàm “Cải cách hành chính vì người dân phục vụ”: giải đáp vướng mắc về đất đai, hộ tịch, chính sách xã "
            "hội; hướng dẫn tra cứu tình trạng hồ sơ và đánh giá mức độ hài lòng trên môi trường điện tử"
        ),
    ),
    ("Tin, bài", "Trang thông tin điện tử", "Công khai kết quả giải quyết thủ tục hành chính trong tháng"),
    ("Tờ rơi", "Phát tại chợ trung tâm", "Các bước đăng ký tài khoản, nộp hồ sơ trực tuyến (song ngữ Việt - Dao)"),
    ("Mạng xã hội", "Zalo “Chính quyền xã Yên Sơn”", "Lịch trực, số điện thoại đường dây nóng của Trung tâm"),
)
_VILLAGES = ("Khuôn Bén", "Động Sơn", "Làng Sảng", "Trung tâm", "Yên Thịnh", "Đồng Quang", "Khe Đảng")


def report_snapshot() -> Snapshot:
    """The report of quarter I of 2026: 92 figures, narrative, 30 documents, targets, remarks, one override."""
    snapshot = _frame("report", number="12", notation="BC-UBND", date="2026-03-16")
    snapshot["definition"] = _form()
    snapshot["evidence"] = [evidence(position, use=["register:VB"]) for position in range(2)]
    snapshot["report"] = {
        "form_code": "BC-CCHC-XA",
        "title": "Công tác cải cách hành chính quý I năm 2026",
        "opening": "Thực hiện Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2026 của UBND tỉnh Tuyên Quang về cải cách "
        "hành chính năm 2026, UBND xã Yên Sơn báo cáo kết quả công tác cải cách hành chính quý I năm 2026 như sau:",
        "next_period": "6 tháng đầu năm 2026",
        "due": "2026-03-17",
        "previous_label": "Quý III năm 2025",
        "last_year_label": "Quý I năm 2025",
        "sections": _sections(),
        "figures": _figures(),
        "annexes": [_documents()],
        "figures_annex": "Số liệu thống kê kết quả thực hiện công tác cải cách hành chính quý I năm 2026",
        "targets": _targets(),
        "remarks": _remarks(),
        "packs": [_form(), _registers()],
    }
    return snapshot


def plan_snapshot() -> Snapshot:
    """The commune's plan: the 58 tasks of the province's plan in its 8 fields, and three own tasks."""
    plan = bundled().plan("KH-TQ-2025-H2")
    snapshot = _frame("plan", number="31", notation="KH-UBND", date="2025-07-28")
    snapshot["created_at"] = "2025-07-28T08:15:00+07:00"
    snapshot["period"] = {
        "code": "2025-H2",
        "label": "6 tháng cuối năm 2025",
        "window_from": "2025-06-15",
        "window_to": "2025-12-14",
        "reference_day": "2025-07-28",
    }
    fields = [PlanFieldPart(code=field.code, name=field.name, tasks=[]) for field in plan.fields]
    for position, task in enumerate(plan.tasks):
        part = PlanTaskPart(
            code=task.code,
            number=task.number,
            own=False,
            goal=task.goal,
            name=task.name,
            lead=task.lead,
            cooperation=task.cooperation,
            product=task.product,
            time=task.time,
            assignee=("Hoàng Thị Hạnh", "Lý Văn Sơn", "Bàn Thị Mai", "")[position % 4],
            internal_due=("2025-12-01", "2025-10-31", "")[position % 3],
        )
        next(field for field in fields if field["code"] == task.field)["tasks"].append(part)
    for number, (place, name) in enumerate(((0, _OWN[0]), (2, _OWN[1]), (6, _OWN[2])), start=59):
        fields[place]["tasks"].append(_own_task(number, name))
    snapshot["plan"] = {
        "title": "Cải cách hành chính 6 tháng cuối năm 2025 của UBND xã Yên Sơn",
        "basis": [
            (
                "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể "
                "cải cách hành chính nhà nước giai đoạn 2021 - 2030"
            ),
            "Căn cứ Kế hoạch cải cách hành chính tỉnh Tuyên Quang 6 tháng cuối năm 2025",
            "Theo đề nghị của Văn phòng HĐND và UBND xã",
        ],
        "purpose": [
            "1. Mục đích",
            (
                "Tiếp tục đẩy mạnh cải cách hành chính, lấy người dân, doanh nghiệp làm trung tâm phục vụ; nâng cao "
                "hiệu lực, hiệu quả hoạt động của chính quyền xã theo mô hình chính quyền địa phương 02 cấp."
            ),
            "2. Yêu cầu",
            "- Xác định rõ nhiệm vụ, sản phẩm, thời hạn, người chịu trách nhiệm của từng nhiệm vụ.",
            "- Gắn kết quả thực hiện với đánh giá, xếp loại cán bộ, công chức hằng quý.",
        ],
        "arrangements": [
            (
                "1. Các phòng chuyên môn, Trung tâm Phục vụ hành chính công xã, các đơn vị trực thuộc căn cứ nhiệm vụ "
                "được giao tại Phụ lục tổ chức thực hiện, báo cáo kết quả trước ngày 10 tháng cuối mỗi quý."
            ),
            "2. Văn phòng HĐND và UBND xã theo dõi, đôn đốc, kiểm tra; tổng hợp, báo cáo UBND xã và Sở Nội vụ.",
            (
                "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội phối hợp "
                "tuyên truyền, giám sát việc thực hiện Kế hoạch này."
            ),
        ],
        "fields": fields,
        "targets": _targets(),
    }
    return snapshot


def register_snapshot() -> Snapshot:
    """The register of publicity of quarter I of 2026 with 120 rows."""
    snapshot = _frame("register", number="", notation="", date="")
    snapshot["definition"] = _registers()
    rows = [_publicity_row(position) for position in range(REGISTER_ROWS)]
    snapshot["register"] = {
        "code": "TT",
        "name": "Sổ theo dõi hoạt động tuyên truyền cải cách hành chính",
        "window_from": "2025-12-15",
        "window_to": "2026-03-14",
        "table": {
            "code": "TT",
            "title": "Sổ theo dõi hoạt động tuyên truyền cải cách hành chính",
            "columns": [
                _column("Ngày", "date", 11),
                _column("Hình thức", "choice", 14),
                _column("Kênh tuyên truyền", "text", 18),
                _column("Nội dung", "long_text", 46),
                _column("Địa điểm", "text", 16),
                _column("Số người tham gia", "integer", 10),
                _column("Số tài liệu cấp phát", "integer", 10),
                _column("Kinh phí (triệu đồng)", "money", 11, decimals=2),
            ],
            "rows": rows,
        },
    }
    return snapshot


_OWN = (
    "Tổ chức hội nghị chuyên đề về cải cách hành chính với 13 trưởng thôn",
    "Duy trì “Ngày thứ Năm không viết” tại Trung tâm Phục vụ hành chính công xã",
    "Lắp đặt 02 điểm phát wifi miễn phí phục vụ nộp hồ sơ trực tuyến tại nhà văn hóa thôn",
)


def _frame(kind: str, *, number: str, notation: str, date: str) -> Snapshot:
    snapshot = progress_snapshot()
    del snapshot["progress"]
    snapshot |= {"kind": kind, "evidence": [], "created_at": "2026-03-16T09:30:00+07:00"}
    snapshot["document"] |= {"number": number, "notation": notation, "date": date}
    snapshot["period"] = {
        "code": "2026-Q1",
        "label": "Quý I năm 2026",
        "window_from": "2025-12-15",
        "window_to": "2026-03-14",
        "reference_day": "2026-03-14",
    }
    return snapshot


def _form() -> DefinitionPart:
    return {
        "code": "BC-CCHC-XA",
        "edition": "Bản dựng lại 2025",
        "title": "Biểu mẫu báo cáo công tác cải cách hành chính cấp xã",
        "issuer": "Sở Nội vụ tỉnh Tuyên Quang",
        "legal_basis": "Công văn số 581/BNV-CCHC ngày 21 tháng 02 năm 2022 của Bộ Nội vụ",
        "sha256": FORM_SHA256,
        "reconstruction": "(Biểu mẫu dựng lại theo Công văn số 581/BNV-CCHC, chờ biểu mẫu chính thức của Sở Nội vụ)",
    }


def _registers() -> DefinitionPart:
    return _form() | {
        "code": "SO-XA-2025",
        "edition": "2025",
        "title": "Bộ sổ theo dõi công tác cải cách hành chính cấp xã",
        "legal_basis": "",
        "sha256": REGISTERS_SHA256,
    }


def _sections() -> list[SectionPart]:
    sections: list[SectionPart] = []
    for line in SECTIONS.strip().splitlines():
        if line[0].isdigit() and line.count("|") == 3:
            level, number, code, title = line.split("|")
            sections.append({"code": code, "number": number, "title": title, "level": int(level), "paragraphs": []})
        else:
            text = line.removeprefix("* ")
            sections[-1]["paragraphs"].append({"text": text, "drafted": text != line})
    return sections


def _figures() -> list[FigurePart]:
    figures = [_figure(line.split("|")) for line in FIGURES.strip().splitlines()]
    by_code = {figure["code"]: figure for figure in figures}
    by_code["BC1.6.1"] |= {
        "derived": "44",
        "override_reason": "Sổ tuyên truyền chưa ghi 02 buổi hướng dẫn lưu động do Đoàn Thanh niên xã chủ trì.",
        "origin": "Sổ tuyên truyền: 44 dòng từ 15/12/2025 đến 14/03/2026",
    }
    by_code["BC3.2.9"] |= {"target": "từ 98% trở lên", "met": "met"}
    by_code["BC3.5.2"] |= {"target": "tối đa 25 phút", "met": "met"}
    by_code["BC6.1.3"] |= {"target": "từ 20% trở lên", "met": "not_met"}
    return figures


def _figure(parts: list[str]) -> FigurePart:
    code, name = parts[:2]
    unit, kind, decimals, basis, typed, previous, last_year = parts[2:] or ("", "heading", "0", "in_period", "", "", "")
    estimate, plain = typed.startswith("~"), typed.removeprefix("~")
    state = "empty" if not plain else "not_arising" if plain == "-" else "value"
    shown = _shown(plain, kind, int(decimals))
    return {
        "code": code,
        "section": "2" if code.startswith("BC1") else "1",
        "name": name,
        "type": kind,
        "unit": unit,
        "decimals": int(decimals),
        "basis": basis,
        "state": state,
        "value": plain if state == "value" else "",
        "shown": f"ước {shown}" if estimate else shown,
        "estimate": estimate,
        "origin": "",
        "derived": "",
        "override_reason": "",
        "previous": _shown(previous, kind, int(decimals)),
        "last_year": _shown(last_year, kind, int(decimals)),
        "change": _change(plain, previous) if kind in ("integer", "decimal", "percent", "money") else "",
        "target": "",
        "met": "",
    }


def _shown(plain: str, kind: str, decimals: int) -> str:
    if plain == "-":
        return "Không phát sinh"
    if not plain or kind in ("choice", "heading"):
        return plain
    return format_decimal(Decimal(plain), decimals) + ("%" if kind == "percent" else "")


def _change(plain: str, previous: str) -> str:
    before = previous.removeprefix("~")
    if plain in ("", "-") or before in ("", "-", "0"):
        return ""
    change = (Decimal(plain) / Decimal(before) - 1) * 100
    return f"{'+' if change > 0 else ''}{format_decimal(change, 2)}%"


def _column(name: str, kind: str, share: int, *, decimals: int = 0) -> TableColumnPart:
    return {"name": name, "type": kind, "decimals": decimals, "share": share}


def _documents() -> TablePart:
    rows = []
    for position in range(30):
        kind, notation, abstract = _DOCUMENTS[position % len(_DOCUMENTS)]
        month, day = divmod(position * 3 + 14, 30)
        iso = ("2025-12", "2026-01", "2026-02", "2026-03")[month] + f"-{min(day, 27) + 1:02}"
        rows.append([iso, f"{position * 4 + 3:02}/{notation}", kind, abstract, "UBND xã Yên Sơn"])
    return {
        "code": "VB",
        "title": "Danh mục văn bản chỉ đạo, điều hành cải cách hành chính ban hành trong kỳ",
        "columns": [
            _column("Ngày ban hành", "date", 12),
            _column("Số, ký hiệu", "text", 16),
            _column("Loại văn bản", "choice", 12),
            _column("Trích yếu nội dung", "long_text", 56),
            _column("Cơ quan ban hành", "text", 20),
        ],
        "rows": rows,
    }


def _targets() -> list[TargetPart]:
    lines = (
        ("CT-01", "Tỷ lệ hồ sơ công việc lập trên môi trường mạng", "từ 60% trở lên", "81,36%", "met", "up"),
        ("CT-02", "Mức độ hài lòng của người dân, tổ chức", "từ 90% trở lên", "", "", ""),
        ("CT-03", "Thời gian chờ trung bình của một lượt giao dịch", "tối đa 25 phút", "18,5 phút", "met", "up"),
        ("CT-04", "Tỷ lệ giải ngân vốn đầu tư công", "từ 90% trở lên", "ước 16,9%", "not_met", "down"),
        ("CT-05", "Tỷ lệ giải quyết hồ sơ trước hạn và đúng hạn", "từ 98% trở lên", "99,83%", "met", "same"),
    )
    return [
        {
            "code": code,
            "name": name,
            "threshold": threshold,
            "shown": shown,
            "met": met,
            "trend": trend,
            "source": "Kế hoạch cải cách hành chính tỉnh Tuyên Quang 6 tháng cuối năm 2025",
            "place": f"Mục II, nhiệm vụ số {position * 7}",
        }
        for position, (code, name, threshold, shown, met, trend) in enumerate(lines, start=1)
    ]


def _remarks() -> list[RemarkPart]:
    return [
        {
            "code": "report.deviation:BC1.4.1",
            "level": "warn",
            "text": "Số lượng phiếu khảo sát (214) tăng 78,33% so với cùng kỳ năm trước (120), vượt mức 50%.",
            "explanation": "Từ tháng 01/2026 Trung tâm Phục vụ hành chính công xã phát phiếu tại tất cả các quầy; "
            "trước sắp xếp, phiếu chỉ phát tại bộ phận tiếp nhận của UBND xã cũ.",
        },
        {
            "code": "report.check:KT-TRU-SO",
            "level": "warn",
            "text": "Biên chế có mặt (36) ít hơn biên chế được giao (38), lệch 2.",
            "explanation": "Đang chờ Sở Nội vụ thống nhất phương án tuyển dụng 02 công chức.",
        },
    ]


def _own_task(number: int, name: str) -> PlanTaskPart:
    return {
        "code": f"XA-{number}",
        "number": str(number),
        "own": True,
        "goal": "Nâng cao mức độ hài lòng của người dân.",
        "name": name,
        "lead": "Văn phòng HĐND và UBND xã",
        "cooperation": "Các thôn, Đoàn Thanh niên xã",
        "product": "Thông báo; Báo cáo kết quả",
        "time": "Quý IV/2025",
        "assignee": "Hoàng Thị Hạnh",
        "internal_due": "2025-11-20",
    }


def _publicity_row(position: int) -> list[str]:
    form, channel, content = _PUBLICITY[position * 5 % len(_PUBLICITY)]
    month, day = divmod(position * 3 // 4 + 14, 30)
    iso = ("2025-12", "2026-01", "2026-02", "2026-03")[month] + f"-{min(day, 27) + 1:02}"
    gathered = form in ("Họp thôn", "Tọa đàm", "Tờ rơi")
    return [
        iso,
        form,
        channel,
        content,
        f"Thôn {_VILLAGES[position % len(_VILLAGES)]}",
        str(35 + position * 7 % 60) if gathered else "",
        str(40 + position % 5 * 20) if form == "Tờ rơi" else "",
        f"{Decimal(position % 4) * Decimal('0.45') + Decimal('0.3')}" if form == "Tọa đàm" else "",
    ]
