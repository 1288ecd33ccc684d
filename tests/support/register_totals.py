"""The totals of the bundled form counted anew over raw register rows, without the formula language and the database."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from cchc_desktop.cli.demo_registers import Row, Rows
from cchc_desktop.cli.demo_report import day_of
from cchc_desktop.domain.period import Period, Window

Total = int | Fraction | None


def totals(rows: Rows, period: Period) -> Mapping[str, Total]:
    """What each derived figure that rests on registers must be, by field code."""
    inside = {code: _between(entries, period.window) for code, entries in rows.items()}
    so_far = {code: _between(entries, period.cumulative_window) for code, entries in rows.items()}
    return {
        **_guidance(inside, so_far),
        **_assigned(inside["NVG"], period.window[1]),
        **_dialogues(inside, period.window[1]),
        **_publicity(inside["TT"]),
        **_late(rows["HM"], period.window),
        **_feedback(inside["PAKN"], period.window[1]),
        **_slips(inside["KS"]),
        "BC1.7.1": _count(_recognised(rows["SK"], period.cumulative_window)),
        "BC1.7.2": len(so_far["SK"]),
        "BC5.4.2": _sum(so_far["BD"], "so_luot_nguoi"),
    }


def _guidance(inside: Mapping[str, list[Row]], so_far: Mapping[str, list[Row]]) -> dict[str, Total]:
    documents = [row for row in inside["VB"] if row["linh_vuc"] == "cchc"]
    return {
        "BC1.2.2": _count(row["loai"] == "tu_kiem_tra" for row in so_far["KT"]),
        "BC1.2.3": _sum(inside["KT"], "so_van_de"),
        "BC1.2.4": _sum(inside["KT"], "so_da_xu_ly"),
        "BC1.8.1": _count(row["loai"] == "quyet_dinh" for row in documents),
        "BC1.8.2": _count(row["loai"] == "ke_hoach" for row in documents),
        "BC1.8.3": _count(row["loai"] not in ("quyet_dinh", "ke_hoach") for row in documents),
        "BC2.1.1": _count(row["linh_vuc"] == "qppl" for row in inside["VB"]),
    }


def _assigned(rows: list[Row], last: date) -> dict[str, Total]:
    in_time = late = overdue = running = 0
    for row in rows:
        due, done = day_of(row["han"]), day_of(row["ngay_hoan_thanh"])
        if done is not None and done <= last:
            is_late = due is not None and done > due
            late, in_time = late + is_late, in_time + (not is_late)
        elif due is not None and due < last:
            overdue += 1
        else:
            running += 1
    return {
        "BC1.3.1": len(rows), "BC1.3.2": in_time, "BC1.3.3": late, "BC1.3.4": overdue, "BC1.3.5": running,
    }  # fmt: skip


def _dialogues(inside: Mapping[str, list[Row]], last: date) -> dict[str, Total]:
    ours = [row for row in inside["KN"] if row["thuoc_tham_quyen"] == "Có"]
    return {
        "BC1.5.1": len(inside["DT"]),
        "BC1.5.2": len(ours),
        "BC1.5.3": _count(_by(row["ngay_tra_loi"], last) for row in ours),
    }


def _publicity(rows: list[Row]) -> dict[str, Total]:
    law = [row for row in rows if row["chu_de"] == "phap_luat"]
    reform = [row for row in rows if row["chu_de"] != "phap_luat"]
    return {
        "BC1.6.1": len(reform),
        "BC1.6.2": len({row["hinh_thuc"] for row in reform}),
        "BC2.4.1": _count(row["hinh_thuc"] not in ("tin_bai", "truc_quan") for row in law),
        "BC2.4.2": _sum(law, "so_tai_lieu"),
    }


def _late(rows: Iterable[Row], window: Window) -> dict[str, Total]:
    returned = [row for row in rows if _is_within(day_of(row["ngay_tra"]), window)]
    return {"BC3.2.6": len(returned), "BC3.2.7": _count(row["xin_loi"] == "Có" for row in returned)}


def _feedback(rows: list[Row], last: date) -> dict[str, Total]:
    handled = [row for row in rows if _by(row["ngay_xu_ly"], last)]
    return {
        "BC3.3.1": len(rows),
        "BC3.3.2": len(handled),
        "BC3.3.3": _count(row["cong_khai"] == "Có" for row in handled),
        "BC3.3.4": len(rows) - len(handled),
    }


def _slips(rows: list[Row]) -> dict[str, Total]:
    waits = [int(row["thoi_gian_cho"]) for row in rows if row["thoi_gian_cho"]]
    return {
        "BC1.4.1": len(rows),
        "BC3.5.2": Fraction(sum(waits), len(waits)) if waits else None,
        "BC3.5.3": _count(row["muc"] in ("rat_hai_long", "hai_long") for row in rows),
    }


def _recognised(rows: Iterable[Row], window: Window) -> Iterable[bool]:
    return (_is_within(day_of(row["ngay_cong_nhan"]), window) for row in rows)


def _between(rows: Iterable[Row], window: Window) -> list[Row]:
    return [row for row in rows if _is_within(day_of(row["ngay"]), window)]


def _is_within(day: date | None, window: Window) -> bool:
    return day is not None and window[0] <= day <= window[1]


def _by(text: str, last: date) -> bool:
    day = day_of(text)
    return day is not None and day <= last


def _count(conditions: Iterable[bool]) -> int:
    return sum(conditions)


def _sum(rows: Iterable[Row], column: str) -> int:
    return sum(int(row[column].replace(".", "")) for row in rows if row.get(column))
