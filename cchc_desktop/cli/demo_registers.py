"""A year of register entries of the sample commune: made from a seed, realistic, with rows on the edge of every window.

Rows are texts as an official types them, by column code. They begin in October of the year before, so that the
registers count as kept when the reporting year begins on 15 December.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from cchc_desktop.domain.period import PeriodKind, containing
from cchc_desktop.services.workplace import Desk

Row = Mapping[str, str]
Rows = Mapping[str, Sequence[Row]]

_EDGES = (
    (12, 14, -1),
    (12, 15, -1),
    (3, 14, 0),
    (3, 15, 0),
    (6, 14, 0),
    (6, 15, 0),
    (9, 14, 0),
    (9, 15, 0),
    (12, 14, 0),
)
_DOCUMENTS = {
    "quyet_dinh": ("QĐ-UBND", "Kiện toàn Ban Chỉ đạo cải cách hành chính", "Ban hành Quy chế tiếp công dân"),
    "ke_hoach": ("KH-UBND", "Tuyên truyền cải cách hành chính", "Tự kiểm tra công tác cải cách hành chính"),
    "cong_van": ("UBND-VP", "Đẩy mạnh nộp hồ sơ trực tuyến", "Chấn chỉnh kỷ luật, kỷ cương hành chính"),
    "bao_cao": ("BC-UBND", "Kết quả kiểm soát thủ tục hành chính", "Kết quả tự kiểm tra công vụ"),
    "thong_bao": ("TB-UBND", "Kết luận giao ban cải cách hành chính", "Lịch trực hướng dẫn người dân"),
    "to_trinh": ("TTr-UBND", "Đề nghị bổ sung kinh phí trang thiết bị Trung tâm Phục vụ hành chính công",),
    "nghi_quyet": ("NQ-HĐND", "Quy định mức chi hỗ trợ tổ công nghệ số cộng đồng",),
}  # fmt: skip
_PUBLICITY = (
    ("tin_bai", "trang_tin_xa", "Công khai thủ tục hành chính mới, sửa đổi"),
    ("phat_thanh", "loa_truyen_thanh", "Hướng dẫn đăng ký tài khoản Cổng Dịch vụ công quốc gia"),
    ("hop_thon", "truc_tiep", "Cài đặt và sử dụng ứng dụng VNeID"),
    ("toa_dam", "truc_tiep", "Cải cách hành chính vì người dân phục vụ"),
    ("truc_quan", "trung_tam_pvhcc", "Các bước thanh toán trực tuyến phí, lệ phí"),
    ("hoi_nghi", "truc_tiep", "Quyền và nghĩa vụ của công dân khi thực hiện thủ tục hành chính"),
    ("hoi_thao_truc_tuyen", "zalo", "Tra cứu tình trạng giải quyết hồ sơ"),
)
_PROCEDURES = (
    "Đăng ký khai sinh", "Chứng thực bản sao từ bản chính", "Cấp giấy xác nhận tình trạng hôn nhân",
    "Đăng ký biến động đất đai", "Hỗ trợ chi phí mai táng", "Đăng ký hộ kinh doanh",
)  # fmt: skip
_FEEDBACK = (
    "Đề nghị bố trí thêm ghế chờ tại Trung tâm Phục vụ hành chính công",
    "Hỏi về thời hạn trả kết quả hồ sơ đất đai",
    "Phản ánh đường truyền chậm khi nộp hồ sơ trực tuyến",
    "Kiến nghị niêm yết rõ mức thu lệ phí chứng thực",
)
_ASSIGNED = (
    "Rà soát thủ tục hành chính đủ điều kiện cung cấp dịch vụ công trực tuyến",
    "Báo cáo tình hình lập hồ sơ công việc trên môi trường mạng",
    "Đôn đốc giải ngân vốn đầu tư công",
    "Cập nhật cơ sở dữ liệu cán bộ, công chức, viên chức",
)


def register_year(year: int, *, seed: int = 2025) -> Rows:
    """The rows of all registers for the reporting year, by register code; the same seed gives the same rows."""
    maker = _Year(year, Random(seed))  # noqa: S311 - sample data, not secrets
    return {code: tuple(make()) for code, make in maker.registers().items()}


def keep(desk: Desk, rows: Rows) -> None:
    """Paste the rows into the registers, as officials do."""
    for code, entries in rows.items():
        columns = [column.code for column in desk.registers.register(code).columns]
        lines = ["\t".join(entry.get(column, "") for column in columns) for entry in entries]
        incoming = desk.registers.preview_paste(code, "\n".join(lines), columns=columns)
        refused = [row.problems for row in incoming.rows if row.problems or row.duplicate]
        if refused:
            raise ValueError(f"{code}: {refused[:3]}")
        desk.registers.apply(incoming)


def typed(day: date | None) -> str:
    """A day as it is typed; an empty text for none."""
    return f"{day:%d/%m/%Y}" if day else ""


class _Year:
    """Makes the rows of one reporting year."""

    def __init__(self, year: int, random: Random) -> None:
        self._random = random
        self._first, self._last = containing(PeriodKind.YEAR, date(year, 6, 1)).window
        self._edges = [date(year + shift, month, day) for month, day, shift in _EDGES]
        self._dialogue_days = self._days(4, edges=False)

    def registers(self) -> Mapping[str, Callable[[], Iterator[Row]]]:
        """How the rows of each register are made."""
        return {
            "VB": self._documents,
            "TT": self._publicity,
            "KT": self._inspections,
            "DT": self._dialogues,
            "KN": self._petitions,
            "SK": self._initiatives,
            "PAKN": self._feedback,
            "BD": self._trainings,
            "KS": self._slips,
            "HM": self._late,
            "NVG": self._assigned,
        }

    def _days(self, count: int, *, edges: bool = True) -> list[date]:
        """Days of the year in order, one in October before it, and the first and last days of its windows."""
        length = (self._last - self._first).days
        found = [self._first + timedelta(days=self._random.randint(0, length)) for _ in range(count)]
        before = date(self._first.year, 10, 1) + timedelta(days=self._random.randint(0, 30))
        return sorted([before, *found, *(self._edges if edges else ())])

    def _later(self, day: date, most: int, *, never: float = 0.0) -> date | None:
        if self._random.random() < never:
            return None
        return day + timedelta(days=self._random.randint(1, most))

    def _documents(self) -> Iterator[Row]:
        for number, day in enumerate(self._days(64), start=3):
            kind = self._random.choice([*_DOCUMENTS, "cong_van", "cong_van", "ke_hoach"])
            notation, *abstracts = _DOCUMENTS[kind]
            scope = "qppl" if kind == "nghi_quyet" else self._random.choice(("cchc", "cchc", "cchc", "khac"))
            yield {
                "ngay": typed(day),
                "so_ky_hieu": f"{number:02}/{notation}",
                "loai": kind,
                "trich_yeu": self._random.choice(abstracts),
                "co_quan": "UBND xã",
                "linh_vuc": scope,
            }

    def _publicity(self) -> Iterator[Row]:
        for day in self._days(120):
            form, channel, contents = self._random.choice(_PUBLICITY)
            yield {
                "ngay": typed(day),
                "chu_de": self._random.choice(("cchc", "cchc", "dvctt", "phap_luat")),
                "hinh_thuc": form,
                "kenh": channel,
                "noi_dung": contents,
                "dia_diem": self._random.choice(("Nhà văn hóa thôn", "Hội trường UBND xã", "")),
                "so_nguoi": str(self._random.randint(15, 180)) if channel == "truc_tiep" else "",
                "so_tai_lieu": self._random.choice(("", "50", "120", "1.200")),
            }

    def _inspections(self) -> Iterator[Row]:
        for day in self._days(5, edges=False):
            raised = self._random.randint(0, 4)
            yield {
                "ngay": typed(day),
                "loai": self._random.choice(("tu_kiem_tra", "tu_kiem_tra", "cap_tren")),
                "noi_dung": "Kiểm tra việc tiếp nhận, giải quyết thủ tục hành chính",
                "so_van_de": str(raised),
                "so_da_xu_ly": str(self._random.randint(0, raised)),
            }

    def _dialogues(self) -> Iterator[Row]:
        for day in self._dialogue_days:
            yield {
                "ngay": typed(day),
                "hinh_thuc": self._random.choice(("doi_thoai", "dien_dan", "truc_tuyen")),
                "thanh_phan": "Đại diện hộ kinh doanh, hợp tác xã và người dân",
                "so_nguoi": str(self._random.randint(40, 120)),
            }

    def _petitions(self) -> Iterator[Row]:
        for day in sorted(self._random.choice(self._dialogue_days) for _number in range(14)):
            yield {
                "ngay": typed(day),
                "noi_dung": self._random.choice(_FEEDBACK),
                "thuoc_tham_quyen": self._random.choice(("Có", "Có", "Không")),
                "ngay_tra_loi": typed(self._later(day, 40, never=0.15)),
            }

    def _initiatives(self) -> Iterator[Row]:
        for number, day in enumerate(self._days(4, edges=False), start=1):
            state = self._random.choice(("dang_ky", "cong_nhan", "cong_nhan", "khong"))
            yield {
                "ngay": typed(day),
                "ten": f"Giải pháp số {number} rút ngắn thời gian chờ của người dân",
                "tac_gia": self._random.choice(("Hoàng Thị Hạnh", "Lý Văn Sơn")),
                "trang_thai": state,
                "ngay_cong_nhan": typed(self._later(day, 120)) if state == "cong_nhan" else "",
            }

    def _feedback(self) -> Iterator[Row]:
        for day in self._days(36):
            handled = self._later(day, 30, never=0.2)
            yield {
                "ngay": typed(day),
                "kenh": self._random.choice(("cong_dvc", "truc_tiep", "dien_thoai", "zalo")),
                "noi_dung": self._random.choice(_FEEDBACK),
                "trang_thai": "da_xu_ly" if handled else "dang_xu_ly",
                "ngay_xu_ly": typed(handled),
                "cong_khai": self._random.choice(("Có", "Không")) if handled else "",
            }

    def _trainings(self) -> Iterator[Row]:
        for day in self._days(7, edges=False):
            yield {
                "ngay": typed(day),
                "noi_dung": "Bồi dưỡng kỹ năng số, nghiệp vụ một cửa",
                "don_vi_to_chuc": "Sở Nội vụ",
                "so_luot_nguoi": str(self._random.randint(1, 6)),
            }

    def _slips(self) -> Iterator[Row]:
        levels = ("rat_hai_long", "hai_long", "hai_long", "hai_long", "binh_thuong", "khong_hai_long")
        for day in self._days(240):
            yield {
                "ngay": typed(day),
                "thu_tuc": self._random.choice(_PROCEDURES),
                "muc": self._random.choice(levels),
                "thoi_gian_cho": self._random.choice(("", *(str(minutes) for minutes in range(4, 41)))),
            }

    def _late(self) -> Iterator[Row]:
        for number, day in enumerate(self._days(9), start=1):
            promised = day - timedelta(days=1)
            yield {
                "ngay": typed(day),
                "ma_ho_so": f"000.{number:02}.H60-{day:%y%m%d}",
                "thu_tuc": self._random.choice(_PROCEDURES),
                "ngay_hen": typed(promised),
                "ngay_tra": typed(self._later(promised, 12, never=0.1)),
                "xin_loi": self._random.choice(("Có", "Có", "Có", "Không")),
            }

    def _assigned(self) -> Iterator[Row]:
        for number, day in enumerate(self._days(36), start=1):
            due = self._later(day, 45, never=0.1)
            yield {
                "ngay": typed(day),
                "so_van_ban": f"{number + 40}/UBND-NC",
                "noi_dung": self._random.choice(_ASSIGNED),
                "han": typed(due),
                "ngay_hoan_thanh": typed(self._later(day, 60, never=0.15)),
            }
