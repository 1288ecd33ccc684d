"""The way of a submission: document, completion, signature, opening again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from support.any_sequence.command import Command, enter_password, nfc, password_is_refused
from support.any_sequence.evidence_commands import register_file
from support.any_sequence.model import Draft, iso
from support.any_sequence.reading import FORM

from cchc_desktop.domain.period import parse
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.workplace import Desk


@dataclass(frozen=True)
class SetDocument(Command):
    kind: str
    period: str
    number: str
    day: date | None
    leader: str
    reference_day: date

    def act(self, desk: Desk) -> object:
        desk.submissions.set_document(
            Kind(self.kind),
            parse(self.period),
            number=self.number,
            day=self.day,
            leader_id=self.leader,
            reference_day=self.reference_day,
            form=form_of(self.kind),
        )
        return None

    def refused(self, draft: Draft) -> bool:
        latest = draft.latest(self.kind, self.period)
        early = self.kind == "progress" and self.reference_day < parse(self.period).window[0]
        return early or (latest is not None and latest[1]["state"] != "draft")

    def expect(self, draft: Draft) -> None:
        latest = draft.latest(self.kind, self.period)
        key = latest[0] if latest else add_submission(draft, self.kind, self.period)
        draft.change(
            "submission",
            key,
            document_number=nfc(self.number).strip(),
            document_date=iso(self.day),
            leader_id=self.leader,
            reference_day=iso(self.reference_day),
        )


@dataclass(frozen=True)
class Complete(Command):
    undoable = False
    kind: str
    period: str

    def act(self, desk: Desk) -> object:
        desk.submissions.complete(Kind(self.kind), parse(self.period), form=form_of(self.kind))
        return None

    def refused(self, draft: Draft) -> bool | None:
        latest = draft.latest(self.kind, self.period)
        if draft.present.role == "leader" or (latest is not None and latest[1]["state"] != "draft"):
            return True
        return None  # what blocks it is the matter of other tests

    def expect(self, draft: Draft) -> None:
        latest = draft.latest(self.kind, self.period)
        key = latest[0] if latest else add_submission(draft, self.kind, self.period)
        content = draft.learned("submission", key, "snapshot")
        values = {"state": "complete", "completed_by": draft.present.officer}
        draft.change("submission", key, **values, snapshot=content, snapshot_sha256=content or "")


@dataclass(frozen=True)
class Sign(Command):
    """A leader signs with the password; ``right`` says whether it is given rightly. On paper with a ``scan``."""

    leaves_traces = True
    undoable = False
    kind: str
    period: str
    leader: str
    password: str
    right: bool
    scan: Path | None = None
    sha256: str = ""

    def act(self, desk: Desk) -> object:
        kind, period, form = Kind(self.kind), parse(self.period), form_of(self.kind)
        if self.scan is not None:
            desk.submissions.sign_on_paper(kind, period, scan=self.scan, form=form)
        else:
            desk.submissions.sign_with_password(kind, period, leader_id=self.leader, password=self.password, form=form)
        return None

    def refused(self, draft: Draft) -> bool:
        latest = draft.latest(self.kind, self.period)
        if latest is None or latest[1]["state"] != "complete":
            return True
        if self.scan is not None:
            return draft.present.role == "leader" or not self.sha256
        if password_is_refused(draft, self.leader, right=self.right):
            return True
        row = draft.row("officer", self.leader)
        return row is None or row["role"] != "leader" or self.leader != latest[1]["leader_id"]

    def expect(self, draft: Draft) -> None:
        latest = draft.latest(self.kind, self.period)
        if latest is None or latest[1]["state"] != "complete":
            return
        is_refused = self.refused(draft)
        if self.scan is None and enter_password(draft, self.leader, right=self.right):
            draft.commit()
        if is_refused:
            return
        scan_id = register_file(draft, self.scan.name, self.sha256) if self.scan is not None else None
        way, signer = ("paper", latest[1]["leader_id"]) if self.scan is not None else ("password", self.leader)
        draft.change("submission", latest[0], state="signed", signing_way=way, signed_by=signer, scan_id=scan_id)


@dataclass(frozen=True)
class Reopen(Command):
    undoable = False
    kind: str
    period: str
    reason: str

    def act(self, desk: Desk) -> object:
        desk.submissions.reopen(Kind(self.kind), parse(self.period), reason=self.reason, form=form_of(self.kind))
        return None

    def refused(self, draft: Draft) -> bool:
        latest = draft.latest(self.kind, self.period)
        return not self.reason.strip() or latest is None or latest[1]["state"] not in ("complete", "signed", "exported")

    def expect(self, draft: Draft) -> None:
        latest = draft.latest(self.kind, self.period)
        if latest is None or self.refused(draft):
            return
        key, row = latest
        draft.change("submission", key, state="reopened")
        following = add_submission(draft, self.kind, self.period)
        draft.change(
            "submission",
            following,
            revision=row["revision"] + 1,
            parent_id=key,
            leader_id=row["leader_id"],
            reference_day=row["reference_day"],
            reopen_reason=nfc(self.reason).strip(),
        )


def form_of(kind: str) -> str:
    """The report form of a kind of submission."""
    return FORM if kind == "report" else ""


def add_submission(draft: Draft, kind: str, period: str) -> str:
    """Add a draft as it is when nothing has been said about it."""
    first_day, last_day = parse(period).window
    key = draft.new("submission")
    draft.put(
        "submission",
        key,
        kind=kind,
        form_code=form_of(kind),
        period_code=period,
        revision=1,
        parent_id=None,
        state="draft",
        reference_day=iso(min(last_day, max(draft.present.now.date(), first_day))),
        document_number="",
        document_date="",
        leader_id=draft.learned("submission", key, "leader_id"),
        reopen_reason="",
        completed_by=None,
        snapshot=None,
        snapshot_sha256="",
        signing_way="",
        signed_by=None,
        scan_id=None,
    )
    return key
