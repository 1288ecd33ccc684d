"""The inventory of everything that changes something: what "Hoàn tác" takes back, and what says before that it cannot.

A new command without an entry here fails; an entry is really done, undone and done again on a real folder.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from support.every_action import UNDOABLE, Bench, contents
from support.kept_year import kept_workplace
from support.workplaces import desk_of

import cchc_desktop.services as services
from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True, slots=True)
class Told:
    """A command that is not undone: where the screen ``says`` so before (module and name), and the way back."""

    where: str
    says: str
    way_back: str


_STEPS = "ui.screens.submissions.wording:NO_UNDO"

_TAKING = "ui.screens.submissions.answer_cards:NO_UNDO"
_APPRAISAL = "ui.screens.appraisal.page:NO_UNDO"

NOT_UNDOABLE = {
    "Submissions.complete": Told(_STEPS, "Không hoàn tác được sau khi bấm", "open it again; the revision stays"),
    "Submissions.sign_with_password": Told(_STEPS, "Ký xong không hoàn tác được", "open it again"),
    "Submissions.sign_on_paper": Told("ui.screens.submissions.wording:paper", "NO_UNDO['sign']", "open it again"),
    "Submissions.sign_digitally": Told(_STEPS, "Ký xong không hoàn tác được", "open it again"),
    "DigitalSigning.record": Told(_STEPS, "Ký xong không hoàn tác được", "open it again"),
    "Submissions.mark_exported": Told(_STEPS, "Kết xuất xong không hoàn tác được", "open it again"),
    "Submissions.reopen": Told(
        "ui.screens.submissions.wording:reopening", "Việc này không hoàn tác được", "complete and sign the new revision"
    ),
    "accounts.change_password": Told(
        "ui.screens.settings.password_form:NOT_UNDONE", "không hoàn tác được", "change it once more"
    ),
    "data_check.mend": Told(
        "ui.screens.settings.check_card:MENDS", "Không hoàn tác được", "the backup before; files set aside come back"
    ),
    "EvidenceLibrary.mend": Told(
        "ui.screens.evidence.file_pane:NOT_UNDONE", "không hoàn tác được", "the altered file is set aside, whole"
    ),
    "restore.restore_open": Told("ui.models.restore_words:SAFE", "đưa trở lại được", "restore what was set aside"),
    "restore.restore": Told(
        "ui.screens.trouble.presenter:TroublePresenter.question", "cất vào thư mục", "restore what was set aside"
    ),
    "restore.start_new": Told(
        "ui.screens.trouble.presenter:START_NEW", "sau này vẫn phục hồi được", "restore what was set aside"
    ),
    "Workplace.begin": Told(
        "ui.screens.first_start.view:NOT_UNDONE", "không hoàn tác được", "plan, criteria and accounts in the settings"
    ),
    "Receiving.receive": Told(
        "ui.screens.receiving.view:TAKEN", "không hoàn tác được", "a newer revision, or the choice in a contradiction"
    ),
    "Receiving.choose": Told(
        "ui.screens.receiving.view:CHOSEN", "không hoàn tác được", "both revisions are kept; the unit sends the next"
    ),
    "Appraisal.give_receipts": Told(_APPRAISAL, "Phiếu đã lập thì không hoàn tác được", "a receipt changes no state"),
    "Appraisal.send_back": Told(_APPRAISAL, "Trả lại rồi thì không hoàn tác được", "the unit sends the next revision"),
    "Appraisal.accept": Told(_APPRAISAL, "Duyệt rồi thì không hoàn tác được", "take it back with a reason"),
    "Appraisal.take_back_acceptance": Told(
        _APPRAISAL, "Thu hồi rồi thì không hoàn tác được", "the unit sends the next revision"
    ),
    "Answers.take": Told(_TAKING, "không hoàn tác được", "the province's next answer"),
    "Answers.take_code": Told(_TAKING, "không hoàn tác được", "the province's next answer"),
    "Answers.start_answering": Told(
        "ui.screens.submissions.answer_words:KEPT", "không hoàn tác được", "complete and sign the new revision"
    ),
    "hand_over.give": Told(
        "ui.screens.settings.hand_over_presenter:_question",
        "chỉ lãnh đạo lấy lại được quyền ghi",
        "a leader takes the right to write back",
    ),
    "hand_over.take_back": Told(
        "ui.screens.settings.hand_over_presenter:TAKE_BACK", "không gộp lại được", "hand over once more"
    ),
    "place.adopt": Told(
        "ui.screens.elsewhere.presenter:ADOPT", "Từ nay dữ liệu ở đây là bản đang làm việc", "adopt the other place"
    ),
}

NO_ACTION = {
    **dict.fromkeys(
        ("Appraisal.add_remark", "Appraisal.edit_remark", "Appraisal.remove_remark"),
        "of the province's desk, which this bench is not: undone in tests/ui/screens/appraisal",
    ),
    "Issuing.issue": "inside the commands of Appraisal",
    "Session.command": "what commands are made of",
    "Session.undo": "undone by redo",
    "Session.redo": "undone by undo",
    "PuttingBack.put_back": "inside History.bring_back",
    "BringingBack.bring_back": "inside History.bring_back",
    "accounts.check_password": "counts wrong passwords; nobody's choice",
    "Workplace.adopt_shared_packs": "the program's own, at a sign-in",
    "EvidenceInbox.note_taken": "bookkeeping of EvidenceLibrary.register, which is undone",
    "second_place.remember": "inside BackupPlace",
    "second_place.forget": "inside BackupPlace",
    "data_care.back_up": "only adds a copy",
    "carried_check.set_aside": "inside data_check.mend",
    "Dispatch.write_documents": "writes files that the user names",
    "Dispatch.save": "writes a file that the user names",
    "Sticks.write": "adds a copy on a stick that the user names, and the record of it",
    "Sticks.record": "inside Sticks.write",
    "Sticks.record_look": "inside Sticks.verify_again",
    "stick_file.take_away": "inside Sticks; removes a broken file that the program wrote itself",
    "Sticks.verify_again": "reads a copy on a stick, and notes what was found",
    "MailDrafts.write": "writes drafts that the user names, and notes where; nothing is sent",
    "Staged.take_back": "inside MailDrafts.write; its own drafts, before they were recorded",
    "DigitalSigning.write_to_sign": "writes a file that the user names",
    "SignaturePictures.choose": "a picture of the settings; the file that it came from stays",
    "SignaturePictures.remove": "a picture of the settings; chosen once more from its file",
    "Quarantine.hold": "inside Receiving.receive; keeps a copy of what stays where it was",
    "exporting.write_packs": "writes a file that the user names",
    "hand_over.write_protocol": "writes a file beside the hand-over",
    "clock_watch.look_at_start": "notes what the clock said; nobody's choice",
    "place.settle": "notes where the folder is; nobody's choice",
}
"""What the search finds and is no action on the data, with the reason."""

_WRITES = re.compile(
    r"\.command\(|_command\(|\.work\(|\bwriting\(|write_bytes\(|\b_keep\(|\.set_aside\(|\.unlink\(|\.back_up\(|exchange\("
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One desk over a year of registers and two reports; each deed makes its own things."""
    folder = tmp_path_factory.mktemp("moi-thao-tac")
    workplace = kept_workplace(folder / "du-lieu", "2025-H1", "2025-Q3")
    (folder / "tep").mkdir()
    yield Bench(desk_of(workplace), folder / "tep")
    workplace.store.close(with_backup=False)


def found() -> Iterator[tuple[str, FunctionType]]:
    """Every public function and method of the services that writes, or says that it changed something."""
    for info in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        module = importlib.import_module(info.name)
        for name, thing in vars(module).items():
            if getattr(thing, "__module__", "") == module.__name__ and not name.startswith("_"):
                yield from _of(module, name, thing)


def _of(module: ModuleType, name: str, thing: object) -> Iterator[tuple[str, FunctionType]]:
    if isinstance(thing, FunctionType):
        yield f"{module.__name__.rpartition('.')[2]}.{name}", thing
    elif inspect.isclass(thing):
        for method, code in vars(thing).items():
            if isinstance(code, FunctionType) and not method.startswith("_"):
                yield f"{name}.{method}", code


def _changes_something(code: FunctionType) -> bool:
    returned = str(code.__annotations__.get("return", ""))
    return "Outcome" in returned or _WRITES.search(inspect.getsource(code)) is not None


def test_every_command_stands_in_the_table() -> None:
    written = {name for name, code in found() if _changes_something(code)}
    known = {*UNDOABLE, *NOT_UNDOABLE, *NO_ACTION}
    assert written - known == set(), "commands of which nobody said whether they can be undone"
    assert known - {name for name, _code in found()} == set(), "entries whose command is no more"


@pytest.mark.parametrize("name", UNDOABLE)
def test_what_is_done_is_undone_and_done_again(bench: Bench, name: str) -> None:
    deed = UNDOABLE[name](bench)
    session = bench.desk.session
    before, last = contents(bench.desk), session.last_step
    deed()
    after = contents(bench.desk)
    assert after != before, "the deed must change something to show anything"
    assert session.last_step is not last
    assert session.undo_label
    session.undo()
    assert contents(bench.desk) == before
    assert session.last_step is last, "one deed, one step"
    session.redo()
    assert contents(bench.desk) == after
    assert bench.desk.evidence.unsound() == [], "files and rows stay in step"
    session.undo()
    assert contents(bench.desk) == before


@pytest.mark.parametrize("name", UNDOABLE)
def test_each_step_leads_to_a_place_that_a_screen_owns(bench: Bench, name: str) -> None:
    from ui.registry import SCREENS

    UNDOABLE[name](bench)()
    targets = bench.desk.session.undo().value.targets
    owned = {prefix for spec in SCREENS for prefix in spec.targets}
    assert targets
    assert {target.partition(":")[0] for target in targets} <= owned
    assert not any(target.endswith(":") for target in targets)


@pytest.mark.parametrize("name", NOT_UNDOABLE)
def test_what_cannot_be_undone_says_so_on_the_screen_before(name: str) -> None:
    told = NOT_UNDOABLE[name]
    module, _, path = told.where.partition(":")
    constant = path.rpartition(".")[2]
    assert told.says in _words(attrgetter(path)(importlib.import_module(module)))
    assert told.way_back
    root = Path(inspect.getfile(importlib.import_module("ui"))).parent
    uses = sum(found.read_text(encoding="utf-8").count(constant) for found in root.rglob("*.py"))
    assert uses > 1, "a sentence that is only defined tells nobody"


def _words(thing: object) -> str:
    """A sentence, several of them, or the function that makes one."""
    if isinstance(thing, Mapping):
        return " ".join(map(str, thing.values()))
    return thing if isinstance(thing, str) else inspect.getsource(thing)  # type: ignore[arg-type]  # a function


def test_commands_of_a_desk_are_all_looked_at(bench: Bench) -> None:
    """The search walks the package: no service of the desk lies outside of it."""
    desk: Desk = bench.desk
    classes = {type(getattr(desk, name)).__module__ for name in Desk.__slots__ if name != "workplace"}
    assert all(module.startswith("cchc_desktop.services.") for module in classes)
