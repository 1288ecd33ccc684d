"""What the settings only show: the unit and its packs, and of what the program is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from cchc_desktop.domain.pack import PackHeader

if TYPE_CHECKING:
    from cchc_desktop.services.session.session import Workspace

_SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a name, its value and a remark that must not be overlooked."""

    name: str
    value: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts under one title."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """Something by others that ships with the program; ``distribution`` is its name as an installed package."""

    name: str
    purpose: str
    licence: str
    distribution: str = ""

    @property
    def version(self) -> str:
        """The installed version, empty for what has none."""
        return _version(self.distribution) if self.distribution else ""


COMPONENTS = (
    Component("Qt và PySide6", "giao diện", "LGPL-3.0", "PySide6-Essentials"),
    Component("SQLAlchemy", "cơ sở dữ liệu", "MIT", "SQLAlchemy"),
    Component("Alembic", "nâng cấp cơ sở dữ liệu", "MIT", "alembic"),
    Component("openpyxl", "tệp Excel", "MIT", "openpyxl"),
    Component("python-docx", "tệp Word", "MIT", "python-docx"),
    Component("tomli-w", "tệp bộ danh mục", "MIT", "tomli-w"),
    Component("simpleeval", "công thức của biểu mẫu", "MIT", "simpleeval"),
    Component("ReportLab", "tệp PDF", "BSD", "reportlab"),
    Component("pypdfium2, PDFium", "xem trước PDF", "BSD-3-Clause, Apache-2.0", "pypdfium2"),
    Component("Pillow", "ảnh, tài liệu mẫu", "MIT-CMU", "pillow"),
    Component("pyHanko", "chữ ký số trên PDF", "MIT", "pyhanko"),
    Component("cryptography", "mật mã của chữ ký số", "Apache-2.0 hoặc BSD-3-Clause", "cryptography"),
    Component("zxing-cpp", "đọc ô mã vuông của bản quét", "Apache-2.0", "zxing-cpp"),
    Component("argon2-cffi", "bảo vệ mật khẩu", "MIT", "argon2-cffi"),
    Component("filelock", "khóa thư mục dữ liệu", "MIT", "filelock"),
    Component("platformdirs", "vị trí thư mục dữ liệu", "MIT", "platformdirs"),
    Component("rfc8785", "dạng chuẩn của gói nộp", "Apache-2.0", "rfc8785"),
    Component("Be Vietnam Pro", "phông chữ màn hình", "SIL Open Font License 1.1"),
    Component("Liberation Serif", "phông chữ văn bản in", "SIL Open Font License 1.1"),
)


def program_version() -> str:
    """The version of this program."""
    return _version("cchc-desktop")


def workspace_facts(workspace: "Workspace", *, units: PackHeader) -> tuple[FactGroup, ...]:
    """The unit, the plan and the criteria set in words; ``units`` is the list that the unit's code comes from."""
    unit = workspace.unit
    sample = "Dữ liệu mẫu để làm thử: không nộp về tỉnh." if workspace.sample else ""
    plan, criteria = workspace.plan, workspace.criteria
    return (
        FactGroup(
            "Đơn vị",
            (
                Fact("Tên đơn vị", unit.full_name, sample),
                Fact("Mã đơn vị", unit.code),
                Fact("Địa danh trên văn bản", unit.place),
                Fact("Theo danh mục", f"{units.title} (bản {units.edition})"),
            ),
        ),
        _pack_group("Kế hoạch", plan.header, workspace.plan_sha256, f"{len(plan.tasks)} nhiệm vụ"),
        _pack_group(
            "Bộ tiêu chí",
            criteria.header,
            workspace.criteria_sha256,
            f"{sum(1 for _ in criteria.leaves())} tiêu chí thành phần, thang {criteria.scale} điểm",
        ),
    )


def _pack_group(title: str, header: PackHeader, sha256: str, content: str) -> FactGroup:
    validity = f"từ {header.valid_from:%d/%m/%Y}"
    if header.valid_to:
        validity += f" đến {header.valid_to:%d/%m/%Y}"
    return FactGroup(
        title,
        (
            Fact("Tên", header.title, header.reconstruction),
            Fact("Cơ quan ban hành", header.issuer),
            Fact("Căn cứ", header.legal_basis),
            Fact("Nguồn", header.source),
            Fact("Hiệu lực", validity),
            Fact("Nội dung", content),
            Fact("Mã, bản", f"{header.code}, bản {header.edition}"),
            Fact("Mã kiểm tra tệp", f"{sha256[:_SHORT_HASH]}…"),
        ),
    )


def _version(distribution: str, *, read: Callable[[str], str] = version) -> str:
    try:
        return read(distribution)
    except PackageNotFoundError:
        return ""


def component_lines(components: Sequence[Component] = COMPONENTS) -> tuple[Fact, ...]:
    """The components as facts: name and version, purpose and licence."""
    return tuple(Fact(f"{one.name} {one.version}".strip(), f"{one.purpose} · {one.licence}") for one in components)
