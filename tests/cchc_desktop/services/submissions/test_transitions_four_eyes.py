"""Who completed a submission does not approve it, on whichever of the five ways it is signed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.every_action import contents
from support.signers import NOW, PASSWORD, authority, signer_of
from support.signing import Signing
from support.softhsm import PIN, SoftToken
from support.workplaces import LEADER_PASSWORD, PREPARER_PASSWORD, desk_of, fixed_clock, new_workplace

from cchc_desktop.domain.finding import Refusal
from cchc_desktop.domain.officer import Role
from cchc_desktop.domain.submission import Kind, SigningWay, State
from cchc_desktop.services.signatures.digital_signing import DigitalSigning
from cchc_desktop.services.signatures.signing_order import sign_by_key_file, signed_elsewhere
from cchc_desktop.services.signatures.token_memory import TokenMemory
from cchc_desktop.services.submissions.rows import SubmissionRow
from cchc_desktop.services.workplace import Desk
from db.tables import submission

ROOT = authority()
LEADER = signer_of(ROOT)
PREPARER = signer_of(ROOT, "Nguyễn Thị Lan", number=3)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    workplace = new_workplace(tmp_path / "du-lieu", fixed_clock(NOW))
    yield desk_of(workplace)
    workplace.store.close(with_backup=False)


@pytest.fixture
def row(desk: Desk) -> SubmissionRow:
    return desk.submissions.complete(Kind.PLAN, desk.submissions.default_period(Kind.PLAN)).value


@pytest.fixture
def signing(desk: Desk, tmp_path: Path) -> DigitalSigning:
    return DigitalSigning(
        desk.session,
        desk.submissions,
        desk.evidence,
        documents=desk.dispatch.documents,
        memory=TokenMemory(tmp_path / "chu-ky-so.json"),
    )


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signing: DigitalSigning) -> SoftToken:
    """A token with the key of the leader and that of the preparer."""
    token = SoftToken(tmp_path / "the")
    token.plug_in(monkeypatch)
    token.initialise("The")
    token.put(LEADER, token="The", label="lanh dao")
    token.put(PREPARER, token="The", label="nguoi lap", identifier="b2")
    signing.memory.remember_driver(token.driver)
    return token


def with_password(desk: Desk, _signing: DigitalSigning, row: SubmissionRow, _folder: Path) -> object:
    return desk.submissions.sign_with_password(Kind.PLAN, row.period, leader_id=row.leader_id, password=LEADER_PASSWORD)


def on_paper(desk: Desk, _signing: DigitalSigning, row: SubmissionRow, folder: Path) -> object:
    scan = folder / "ban-ky.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    return desk.submissions.sign_on_paper(Kind.PLAN, row.period, scan=scan)


def by_key_file(_desk: Desk, signing: DigitalSigning, row: SubmissionRow, _folder: Path) -> object:
    return signing.record(sign_by_key_file(signing.order(row.id), LEADER.key_file(ROOT), PASSWORD))


def by_token(_desk: Desk, signing: DigitalSigning, row: SubmissionRow, _folder: Path) -> object:
    (found,) = signing.tokens()
    return signing.record(signing.sign_by_token(signing.order(row.id), found, key_id="a1", pin=PIN))


def elsewhere(_desk: Desk, signing: DigitalSigning, row: SubmissionRow, _folder: Path) -> object:
    order = signing.order(row.id)
    return signing.record(signed_elsewhere(order, sign_by_key_file(order, LEADER.key_file(ROOT), PASSWORD).pdf))


Way = Callable[[Desk, DigitalSigning, SubmissionRow, Path], object]
WAYS: dict[SigningWay, Way] = {
    SigningWay.PASSWORD: with_password,
    SigningWay.PAPER: on_paper,
    SigningWay.KEY_FILE: by_key_file,
    SigningWay.TOKEN: by_token,
    SigningWay.IMPORTED: elsewhere,
}


def test_every_way_of_signing_is_tried_here() -> None:
    assert set(WAYS) == set(SigningWay)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.value)
@pytest.mark.usefixtures("token")
def test_the_leader_signs_what_another_completed(
    desk: Desk, signing: DigitalSigning, row: SubmissionRow, tmp_path: Path, way: SigningWay
) -> None:
    WAYS[way](desk, signing, row, tmp_path)
    signed = desk.submissions.by_id(row.id)
    assert (signed.state, signed.signing_way, signed.signed_by) == (State.SIGNED, way, "Trần Văn Hùng")
    assert signed.completed_by == "Nguyễn Thị Lan"


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.value)
@pytest.mark.usefixtures("token")
def test_the_account_that_completed_does_not_sign(
    desk: Desk, signing: DigitalSigning, row: SubmissionRow, tmp_path: Path, way: SigningWay
) -> None:
    """As if a leader's account had completed it, which no command lets happen."""
    with desk.session.store.work(None) as work:
        work.update(submission, row.id, completed_by=row.leader_id)
    before = contents(desk)
    with pytest.raises(Refusal, match="đã hoàn thành hồ sơ này nên không ký"):
        WAYS[way](desk, signing, row, tmp_path)
    assert contents(desk) == before
    assert signing.signatures(row.id) == ()


@pytest.mark.parametrize("certified", [SigningWay.KEY_FILE, SigningWay.TOKEN, SigningWay.IMPORTED])
@pytest.mark.usefixtures("token")
def test_the_certificate_of_the_preparer_does_not_sign(
    desk: Desk, signing: DigitalSigning, row: SubmissionRow, certified: SigningWay
) -> None:
    order = signing.order(row.id)
    ways: dict[SigningWay, Callable[[], object]] = {
        SigningWay.KEY_FILE: lambda: sign_by_key_file(order, PREPARER.key_file(ROOT), PASSWORD),
        SigningWay.TOKEN: lambda: signing.sign_by_token(order, signing.tokens()[0], key_id="b2", pin=PIN),
        SigningWay.IMPORTED: lambda: signed_elsewhere(order, order.pdf + signed_by_preparer(order.pdf)),
    }
    with pytest.raises(Refusal) as refused:
        ways[certified]()
    assert refused.value.findings[0].code == "signature.certificate-own"
    assert desk.submissions.by_id(row.id).state is State.COMPLETE


def signed_by_preparer(pdf: bytes) -> bytes:
    """What the signature of the preparer's certificate adds to a document, made by hand as another program would."""
    maker = Signing()
    maker.root = ROOT
    return maker.sign(pdf, PREPARER, name="Nguyễn Thị Lan")[len(pdf) :]


def test_no_password_but_that_of_the_named_leader_signs(desk: Desk, row: SubmissionRow) -> None:
    officers = {officer.role: officer for officer in desk.workplace.officers()}
    for role in (Role.PREPARER, Role.REVIEWER):
        with pytest.raises(Refusal):
            desk.submissions.sign_with_password(
                Kind.PLAN, row.period, leader_id=officers[role].id, password=PREPARER_PASSWORD
            )
    assert desk.submissions.by_id(row.id).state is State.COMPLETE


def test_the_schema_holds_it_too(desk: Desk, row: SubmissionRow) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="four_eyes"), desk.session.store.work(None) as work:
        work.update(submission, row.id, signed_by=desk.session.officer.id)
