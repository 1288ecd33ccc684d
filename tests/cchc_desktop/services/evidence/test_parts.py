"""What a snapshot says of the files that it carries."""

from datetime import date
from pathlib import Path

from support.stored_files import written

from cchc_desktop.domain import snapshot as snapshot_format
from cchc_desktop.domain.snapshot import EvidencePart, Snapshot
from cchc_desktop.domain.submission import Kind
from cchc_desktop.packages.shape import first_misfit
from cchc_desktop.services.workplace import Desk


def frozen_draft(desk: Desk, kind: Kind) -> Snapshot:
    return desk.submissions.draft_snapshot(kind, desk.submissions.default_period(kind))


def only_file(desk: Desk, kind: Kind) -> EvidencePart:
    (part,) = frozen_draft(desk, kind)["evidence"]
    return part


def test_a_snapshot_says_who_issued_a_document_and_on_which_pages_each_criterion_is_proved(
    desk: Desk, tmp_path: Path
) -> None:
    source = written(tmp_path, "a.pdf", b"x")
    for code, pages in (("1.3.1", "2-3"), ("2.1.1", "")):
        use_id = desk.assessment.attach(code, source).value.use_id
        desk.assessment.cite(use_id, pages)
    file_id = desk.assessment.attach("1.3.1", source).value.file_id
    desk.evidence.describe(file_id, number="12/KH-UBND", issuer="UBND xã Yên Sơn")
    part = only_file(desk, Kind.ASSESSMENT)
    assert part["issuer"] == "UBND xã Yên Sơn"
    assert part["use"] == ["criterion:1.3.1", "criterion:2.1.1"]
    assert part["pages"] == [{"use": "criterion:1.3.1", "pages": "2-3"}]


def test_a_file_of_two_products_of_one_task_brings_the_pages_of_both(desk: Desk, tmp_path: Path) -> None:
    source, task = written(tmp_path, "a.pdf", b"x"), desk.tasks.board().rows[0].code
    entry = desk.tasks.add_entry(task, date(2025, 11, 20)).value
    for name, pages in (("Kế hoạch", "1-2"), ("Quyết định", "5")):
        product = desk.tasks.add_product(entry, name).value
        desk.evidence.cite(desk.evidence.attach_to_product(product, source).value.use_id, pages)
    part = only_file(desk, Kind.PROGRESS)
    assert part["use"] == [f"task:{task}"]
    assert part["pages"] == [{"use": f"task:{task}", "pages": "1-2; 5"}]


def test_a_file_of_which_nothing_more_is_known_has_no_empty_keys(desk: Desk, tmp_path: Path) -> None:
    desk.assessment.attach("1.3.1", written(tmp_path, "a.pdf", b"x"))
    assert {"issuer", "pages"}.isdisjoint(only_file(desk, Kind.ASSESSMENT))


def test_what_is_written_fits_the_shape_that_packages_are_checked_by(desk: Desk, tmp_path: Path) -> None:
    done = desk.assessment.attach("1.3.1", written(tmp_path, "a.pdf", b"x")).value
    desk.evidence.describe(done.file_id, issuer="Sở Nội vụ")
    desk.assessment.cite(done.use_id, "4")
    whole = frozen_draft(desk, Kind.ASSESSMENT)
    assert first_misfit(whole, Snapshot) is None
    assert whole["format_version"] == snapshot_format.FORMAT_VERSION
