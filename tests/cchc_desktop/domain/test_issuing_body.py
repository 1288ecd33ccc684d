import pytest

from cchc_desktop.domain.issuing_body import Described, issuer_offers, names_issuer

SNV = "Sở Nội vụ tỉnh Tuyên Quang"


def likely(number: str, *known: Described, unit: str = "Xã Yên Sơn", addressee: str = SNV) -> list[str]:
    return list(issuer_offers(number, known, unit=unit, addressee=addressee).likely)


@pytest.mark.parametrize(
    ("number", "first"),
    [
        ("12/KH-UBND", "UBND xã Yên Sơn"),
        ("12/kh-ubnd", "UBND xã Yên Sơn"),
        ("05 /QĐ – UBND", "UBND xã Yên Sơn"),
        ("15-NQ/ĐU", "Đảng ủy xã Yên Sơn"),
        ("03/NQ-HĐND", "HĐND xã Yên Sơn"),
        ("581/BNV-CCHC", "Bộ Nội vụ"),
        ("77/SNV-CCHC", SNV),
        ("30/2020/NĐ-CP", "Chính phủ"),
        ("468/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("9/BC-TTPVHCC", "Trung tâm Phục vụ hành chính công xã Yên Sơn"),
    ],
)
def test_the_number_lets_expect_who_issued_the_document(number: str, first: str) -> None:
    assert likely(number)[0] == first


def test_the_same_abbreviation_offers_the_body_of_the_province_too() -> None:
    assert likely("12/KH-UBND", unit="Phường Hà Giang 1") == ["UBND phường Hà Giang 1", "UBND tỉnh Tuyên Quang"]


@pytest.mark.parametrize("number", ["", "12", "12/", "2025", "7/KH-THCSX"])
def test_a_number_that_says_nothing_offers_nothing(number: str) -> None:
    assert likely(number) == []


def test_what_was_typed_for_such_numbers_before_comes_first_and_most_used_first() -> None:
    school = Described("7/KH-THCS", "Trường THCS Yên Sơn")
    assert likely("9/BC-THCS", school) == ["Trường THCS Yên Sơn"]
    ours = Described("1/KH-UBND", "Ủy ban nhân dân xã Yên Sơn")
    assert likely("2/KH-UBND", Described("3/QĐ-UBND", "UBND tỉnh Tuyên Quang"), ours, ours) == [
        "Ủy ban nhân dân xã Yên Sơn",
        "UBND tỉnh Tuyên Quang",
        "UBND xã Yên Sơn",
    ]


def test_all_others_follow_in_the_order_of_the_alphabet_and_none_twice() -> None:
    known = [Described("", "Đài Truyền thanh"), Described("1/KH-UBND", "UBND xã Yên Sơn"), Described("2", "Công an xã")]
    offers = issuer_offers("4/QĐ-UBND", known, unit="Xã Yên Sơn", addressee="")
    assert offers.all == ("UBND xã Yên Sơn", "Công an xã", "Đài Truyền thanh")


HEAD = "ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ YÊN SƠN   Độc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize("issuer", ["UBND xã Yên Sơn", "Ủy ban nhân dân xã Yên Sơn", "ubnd XA YEN SON"])
def test_the_head_of_a_document_names_its_issuer_over_two_lines(issuer: str) -> None:
    assert names_issuer(HEAD, issuer)


@pytest.mark.parametrize("issuer", ["HĐND xã Yên Sơn", "UBND xã Yên Phú", "UBND tỉnh Yên Sơn", "Sở Nội vụ"])
def test_another_issuer_is_not_found(issuer: str) -> None:
    assert not names_issuer(HEAD, issuer)
