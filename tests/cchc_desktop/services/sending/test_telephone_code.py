"""The code of an answer: another one for every other kind, revision, unit, package and pair of devices."""

from datetime import datetime
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from support.communes import LIBRARY
from support.workplaces import VIETNAM

from cchc_desktop.domain.province_answer import Answered, AnswerKind
from cchc_desktop.domain.submission import Kind
from cchc_desktop.services.sending.telephone_code import telephone_code
from cchc_desktop.signing.device_key import DeviceKey, make_device_key

NOW = datetime(2025, 12, 10, 9, 0, tzinfo=VIETNAM)


def key(folder: Path, code: str) -> DeviceKey:
    return make_device_key(folder / f"{code}.pem", code=code, name="Xã Yên Sơn", at=NOW)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, DeviceKey]:
    folder = tmp_path_factory.mktemp("khoa")
    return {code: key(folder, code) for code in ("province", "00694", "00695")}


def answered(unit: str, revision: int, content: str, kind: Kind = Kind.PROGRESS) -> Answered:
    return Answered(unit, "", kind, "", "2025-Q4", revision, sha256(content.encode()).hexdigest())


def test_no_code_of_any_unit_revision_content_or_kind_is_that_of_another(keys: dict[str, DeviceKey]) -> None:
    """124 units, three revisions of two contents each, three kinds of answers, read at the province."""
    unit_key, province = keys["00694"], keys["province"]
    wanted = list(product([unit.code for unit in LIBRARY.units], (1, 2, 12), ("a", "b"), AnswerKind))
    codes = {
        telephone_code(kind, answered(unit, revision, f"{unit}{revision}{content}"), key=province, other=other)
        for unit, revision, content, kind in wanted
        for other in (unit_key.certificate,)
    }
    assert len(codes) == len(wanted) == 124 * 3 * 2 * 3


def test_both_sides_make_the_same_code(keys: dict[str, DeviceKey]) -> None:
    of = answered("00694", 1, "a")
    for kind in AnswerKind:
        at_province = telephone_code(kind, of, key=keys["province"], other=keys["00694"].certificate)
        assert at_province == telephone_code(kind, of, key=keys["00694"], other=keys["province"].certificate)


def test_another_commune_cannot_make_it(keys: dict[str, DeviceKey]) -> None:
    of = answered("00694", 1, "a")
    mine = telephone_code(AnswerKind.ACCEPTED, of, key=keys["00694"], other=keys["province"].certificate)
    others = telephone_code(AnswerKind.ACCEPTED, of, key=keys["00695"], other=keys["province"].certificate)
    between = telephone_code(AnswerKind.ACCEPTED, of, key=keys["00695"], other=keys["00694"].certificate)
    assert len({mine, others, between}) == 3


def test_the_same_bytes_as_another_kind_of_submission_have_another_code(keys: dict[str, DeviceKey]) -> None:
    codes = {
        telephone_code(
            AnswerKind.RECEIVED,
            answered("00694", 1, "a", kind),
            key=keys["00694"],
            other=keys["province"].certificate,
        )
        for kind in Kind
    }
    assert len(codes) == len(Kind)
