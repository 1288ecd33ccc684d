"""The screens and actions of the window as data: navigation, role filter, refresh and routing all read from here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.officer import Role
from ui.widgets.context import AppContext

EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One screen.

    ``build(context)`` makes the widget at its first show (import the view inside it: start-up cost). The widget may
    have ``shown()`` (called at each show), ``refresh(topics: frozenset[str])`` (called when one of ``topics`` changed
    and the screen is visible, or at its next show) and ``open_target(target: str)`` (called for targets whose part
    before the first colon is in ``targets``). ``icon`` names a file of resources/icons,
    ``shortcut`` is "Alt+1" .. "Alt+9".
    Screens of one ``group`` stand together in the navigation; one that is not ``listed`` is reached by a target only.
    What is ``beside`` is no screen: a bar at the foot of all of them (``ui.widgets.beside``).
    """

    id: str
    title: str
    icon: str
    build: Callable[[AppContext], QWidget]
    group: str = ""
    shortcut: str = ""
    roles: frozenset[Role] = EVERYBODY
    listed: bool = True
    beside: bool = False
    topics: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action of a screen or of the window; buttons, menus and shortcuts are made from it."""

    id: str
    text: str
    run: Callable[[], None]
    icon: str = ""
    shortcut: str = ""
    tip: str = ""
    menu: str = ""
    group: str = ""
    enabled: Callable[[], bool] | None = None


def _answers(context: AppContext) -> QWidget:
    from ui.screens.answers.view import build  # built when somebody signs in: start-up cost

    return build(context)


def _appraisal(context: AppContext) -> QWidget:
    from ui.screens.appraisal.view import build  # built at its first show: start-up cost

    return build(context)


def _assessment(context: AppContext) -> QWidget:
    from ui.screens.assessment.view import AssessmentView  # built at its first show: start-up cost

    return AssessmentView(context)


def _evidence(context: AppContext) -> QWidget:
    from ui.screens.evidence.view import build  # built at its first show: start-up cost

    return build(context)


def _overview(context: AppContext) -> QWidget:
    from ui.screens.overview.view import build  # built at its first show: start-up cost

    return build(context)


def _plan(context: AppContext) -> QWidget:
    from ui.screens.plan.view import build  # built at its first show: start-up cost

    return build(context)


def _reports(context: AppContext) -> QWidget:
    from ui.screens.reports.view import ReportsScreen  # built at its first show: start-up cost

    return ReportsScreen(context)


def _registers(context: AppContext) -> QWidget:
    from ui.screens.registers.view import build  # built at its first show: start-up cost

    return build(context)


def _province_board(context: AppContext) -> QWidget:
    from ui.screens.province_board.view import build  # built at its first show: start-up cost

    return build(context)


def _receiving(context: AppContext) -> QWidget:
    from ui.screens.receiving.view import build  # built at its first show: start-up cost

    return build(context)


def _settings(context: AppContext) -> QWidget:
    from ui.screens.settings.view import build  # built at its first show: start-up cost

    return build(context)


def _recovery(context: AppContext) -> QWidget:
    from ui.screens.recovery.view import build  # built at its first show: start-up cost

    return build(context)


def _submissions(context: AppContext) -> QWidget:
    from ui.screens.submissions.view import build  # built at its first show: start-up cost

    return build(context)


def _tasks(context: AppContext) -> QWidget:
    from ui.screens.tasks.view import TasksScreen  # built at its first show: start-up cost

    return TasksScreen(context)


def _plan_import(context: AppContext) -> QWidget:
    from ui.screens.plan_import.view import build  # built at its first show: start-up cost

    return build(context)


_EVERYTHING = frozenset(
    {
        "progress_entry",
        "product",
        "assignment",
        "answer",
        "adjustment",
        "evidence",
        "evidence_use",
        "submission",
        "officer",
        "workspace",
        "commune_plan",
        "commune_task",
        "register_row",
        "report_field",
        "report_text",
        "report_explanation",
        "pack_use",
    }
)

_ANSWERED = frozenset({"answer_from_province", "remark"})

SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec(
        "overview",
        "Tổng quan",
        "overview",
        _overview,
        shortcut="Alt+1",
        topics=_EVERYTHING,
        targets=frozenset({"overview"}),
    ),
    ScreenSpec(
        "tasks",
        "Nhiệm vụ",
        "tasks",
        _tasks,
        shortcut="Alt+2",
        topics=frozenset(
            {
                "progress_entry",
                "product",
                "assignment",
                "evidence",
                "evidence_use",
                "submission",
                "officer",
                "commune_task",
                "pack_use",
                "workspace",
            }
        ),
        targets=frozenset({"task", "tasks"}),
    ),
    ScreenSpec(
        "plan",
        "Kế hoạch",
        "plan",
        _plan,
        shortcut="Alt+3",
        topics=frozenset(
            {"commune_plan", "commune_task", "assignment", "submission", "officer", "pack_use", "workspace"}
        ),
        targets=frozenset({"plan"}),
    ),
    ScreenSpec(
        "registers",
        "Sổ theo dõi",
        "registers",
        _registers,
        shortcut="Alt+4",
        topics=frozenset({"register_row", "evidence", "evidence_use", "submission", "pack_use", "workspace"}),
        targets=frozenset({"register", "register-new", "register-row"}),
    ),
    ScreenSpec(
        "reports",
        "Báo cáo",
        "reports",
        _reports,
        shortcut="Alt+5",
        topics=frozenset(
            {
                "report_field",
                "report_text",
                "report_explanation",
                "register_row",
                "progress_entry",
                "product",
                "assignment",
                "commune_plan",
                "commune_task",
                "submission",
                "pack_use",
                "workspace",
            }
        ),
        targets=frozenset({"report", "reports"}),
    ),
    ScreenSpec(
        "assessment",
        "Tự chấm điểm",
        "scores",
        _assessment,
        shortcut="Alt+6",
        topics=frozenset(
            {
                "answer",
                "adjustment",
                "evidence",
                "evidence_use",
                "report_field",
                "register_row",
                "submission",
                "workspace",
                "pack_use",
            }
        ),
        targets=frozenset({"criterion", "assessment"}),
    ),
    ScreenSpec(
        "evidence",
        "Minh chứng",
        "evidence",
        _evidence,
        shortcut="Alt+8",
        topics=frozenset(
            {
                "evidence",
                "evidence_inbox",
                "evidence_store",
                "evidence_use",
                "answer",
                "product",
                "progress_entry",
                "register_row",
                "submission",
                "commune_task",
                "pack_use",
                "workspace",
            }
        ),
        targets=frozenset({"evidence", "evidence-use"}),
    ),
    ScreenSpec(
        "submissions",
        "Hồ sơ nộp",
        "submissions",
        _submissions,
        shortcut="Alt+7",
        topics=_EVERYTHING | {"package_copy"} | _ANSWERED,
        targets=frozenset({"submission", "remark", "answer"}),
    ),
    ScreenSpec(
        "plan_import",
        "Nhập bảng nhiệm vụ",
        "import",
        _plan_import,
        roles=frozenset({Role.PREPARER, Role.LEADER}),
        listed=False,
        topics=frozenset({"pack_use", "workspace"}),
        targets=frozenset({"plan-import"}),
    ),
    ScreenSpec(
        "recovery",
        "Nội dung gõ dở",
        "history",
        _recovery,
        listed=False,
        targets=frozenset({"recovery"}),
    ),
    ScreenSpec(
        "settings",
        "Cài đặt",
        "settings",
        _settings,
        shortcut="Alt+9",
        topics=frozenset({"officer", "workspace", "pack_use", "backup_place"}),
        targets=frozenset({"settings", "officer"}),
    ),
)

REMARKS_BAR = ScreenSpec(
    "answers",
    "Ý kiến của tỉnh",
    "appraise",
    _answers,
    listed=False,
    beside=True,
    topics=_EVERYTHING | _ANSWERED,
    targets=frozenset({"remark"}),
)
"""The province's remarks on what it sent back, beside every screen of a commune."""

_FROM_COMMUNES = frozenset({"received", "received_remark", "issued_answer", "quarantined", "device"})

PROVINCE_SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec(
        "province_board",
        "Tổng quan",
        "overview",
        _province_board,
        shortcut="Alt+1",
        topics=_FROM_COMMUNES | {"pack_use", "workspace"},
        targets=frozenset({"overview"}),
    ),
    ScreenSpec(
        "receiving",
        "Tiếp nhận",
        "inbox",
        _receiving,
        shortcut="Alt+2",
        topics=_FROM_COMMUNES,
        targets=frozenset({"receiving"}),
    ),
    ScreenSpec(
        "appraisal",
        "Thẩm định",
        "appraise",
        _appraisal,
        shortcut="Alt+3",
        topics=_FROM_COMMUNES | {"trust_list"},
        targets=frozenset({"appraisal"}),
    ),
    ScreenSpec(
        "recovery",
        "Nội dung gõ dở",
        "history",
        _recovery,
        listed=False,
        targets=frozenset({"recovery"}),
    ),
    ScreenSpec(
        "settings",
        "Cài đặt",
        "settings",
        _settings,
        shortcut="Alt+9",
        topics=frozenset({"officer", "workspace", "pack_use", "backup_place"}),
        targets=frozenset({"settings", "officer"}),
    ),
)
"""The screens of the province's desk; a commune's are not among them."""


def screens_of(*, province: bool) -> tuple[ScreenSpec, ...]:
    """The screens of one of the two desks."""
    return PROVINCE_SCREENS if province else (*SCREENS, REMARKS_BAR)


def load_code(spec: ScreenSpec) -> None:
    """Load the code of a screen ahead of its first show; only in the GUI thread: Qt classes of another one crash."""
    import_module(f"ui.screens.{spec.id}.view")
