"""The PDFs that were signed by certificate: their content lies among the evidence, their facts in a table."""

from dataclasses import dataclass

import sqlalchemy as sa

from cchc_desktop.domain.submission import SigningWay
from db.tables import evidence, signed_document

LEADER_STEP, OFFICE_STEP = 1, 2
"""First the person signs, then the organisation (Nghị định 30/2020/NĐ-CP, Điều 32)."""


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """One signature: what the certificate says, and the hash of the PDF with it."""

    step: int
    sha256: str
    way: SigningWay
    signer: str
    organisation: str
    issuer: str
    serial: str
    signed_at: str


def signed_documents(connection: sa.Connection, submission_id: str) -> tuple[SignedDocument, ...]:
    """The signatures of a submission, the leader's first."""
    query = sa.select(signed_document).where(signed_document.c.submission_id == submission_id)
    return tuple(
        SignedDocument(
            row.step,
            row.sha256,
            SigningWay(row.way),
            row.signer,
            row.organisation,
            row.issuer,
            row.serial,
            row.signed_at,
        )
        for row in connection.execute(query.order_by(signed_document.c.step))
    )


def signed_files(connection: sa.Connection) -> tuple[tuple[str, str], ...]:
    """The identity of each signed PDF among the evidence, with that of its submission."""
    query = sa.select(evidence.c.id, signed_document.c.submission_id).join(
        signed_document, signed_document.c.sha256 == evidence.c.sha256
    )
    return tuple((row[0], row[1]) for row in connection.execute(query.distinct()))


def latest_signed(connection: sa.Connection, submission_id: str) -> str:
    """The hash of the newest signed PDF of a submission; empty where there is none."""
    query = sa.select(signed_document.c.sha256).where(signed_document.c.submission_id == submission_id)
    return str(connection.scalar(query.order_by(signed_document.c.step.desc()).limit(1)) or "")
