import io
import zipfile

import pytest
from openpyxl import Workbook

from cchc_desktop.system import spreadsheet_file
from cchc_desktop.system.fault import Fault
from cchc_desktop.system.spreadsheet_file import FileKind, kind_of, open_guarded, read_capped, telling_damage

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def workbook_bytes(rows=(("Mã", "Tên"), ("1.10", "Một"))):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def rewritten(data, changes, compression=zipfile.ZIP_DEFLATED):
    """The archive with some members replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", compression) as new:
        for member in old.namelist():
            if member not in changes:
                new.writestr(member, old.read(member))
        for member, content in changes.items():
            new.writestr(member, content)
    return buffer.getvalue()


def fault_of(data):
    with pytest.raises(Fault) as caught:
        open_guarded(data, name="bang.xlsx")
    fault = caught.value
    assert "bang.xlsx" in fault.what
    assert fault.safe
    assert fault.do
    return fault.code


@pytest.mark.parametrize("read_only", [False, True])
def test_a_workbook_opens_from_bytes_and_from_its_path(tmp_path, read_only):
    path = tmp_path / "Bảng tính.xlsx"
    path.write_bytes(workbook_bytes())
    for source in (path, path.read_bytes()):
        sheet = open_guarded(source, read_only=read_only).worksheets[0]
        assert list(sheet.iter_rows(values_only=True)) == [("Mã", "Tên"), ("1.10", "Một")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "xls-old"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "xls-old"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
        (OLE + "WordDocument".encode("utf-16-le"), "not-xlsx"),
        (b"  <html><body><table><tr><td>1</td></tr></table>", "html-as-xls"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "html-as-xls"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "html-as-xls"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "html-as-xls"),
        ("Mã;Tên\n1.10;Một\n".encode(), "csv-as-xlsx"),
        ("\ufeffMã\tTên\n".encode(), "csv-as-xlsx"),
        ("Mã\tTên\n".encode("utf-16"), "csv-as-xlsx"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-xlsx"),
        (b"", "not-xlsx"),
        (b"  \n", "not-xlsx"),
        (b"PK\x03\x04 cut", "damaged"),
    ],
)
def test_what_only_bears_the_name_of_a_workbook_is_told_for_what_it_is(data, code):
    assert fault_of(data) == code


def test_a_word_file_and_an_opendocument_sheet_are_no_workbooks():
    for member in ("word/document.xml", "content.xml"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(member, "<x/>")
        assert fault_of(buffer.getvalue()) == "not-xlsx"


def test_a_member_that_swells_a_thousand_times_is_refused_before_it_is_unpacked():
    assert fault_of(rewritten(workbook_bytes(), {"xl/media/a.xml": b"<a>" + b" " * 5_000_000})) == "bomb"


def test_more_unpacked_bytes_than_the_cap_are_refused_whatever_their_ratio(monkeypatch):
    monkeypatch.setattr(spreadsheet_file, "MAX_UNPACKED_BYTES", 1000)
    assert fault_of(workbook_bytes()) == "bomb"


def test_thousands_of_members_are_refused():
    many = {f"xl/media/{number}.bin": b"" for number in range(spreadsheet_file.MAX_MEMBERS)}
    assert fault_of(rewritten(workbook_bytes(), many)) == "bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused_unread(encoding):
    xml = '<!-- a --><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'.encode(encoding)
    assert fault_of(rewritten(workbook_bytes(), {"xl/worksheets/sheet1.xml": xml})) == "bomb"


def test_a_cut_workbook_and_one_with_broken_parts_are_damaged():
    whole = workbook_bytes()
    assert fault_of(whole[: len(whole) // 2]) == "damaged"
    assert fault_of(rewritten(whole, {"xl/workbook.xml": b"<workbook"})) == "damaged"
    assert fault_of(rewritten(whole, {"xl/worksheets/sheet1.xml": b"\x00\x01"})) == "damaged"


def test_damage_that_shows_only_while_streaming_is_told_too():
    broken = rewritten(workbook_bytes(), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c r='A1' t='s'>"})
    with pytest.raises(Fault, match="bị hỏng"), telling_damage("bang.xlsx"):
        list(open_guarded(broken, read_only=True).worksheets[0].iter_rows())


def test_a_zip_with_encrypted_members_is_protected():
    data = bytearray(workbook_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        data[place + offset] |= 1
    assert fault_of(bytes(data)) == "password-protected"


def test_macros_and_links_to_other_files_are_left_aside():
    extra = {"xl/vbaProject.bin": OLE, "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    assert open_guarded(rewritten(workbook_bytes(), extra)).worksheets[0]["A2"].value == "1.10"


def test_a_missing_file_a_folder_and_a_huge_file_are_told(tmp_path, monkeypatch):
    with pytest.raises(Fault) as missing:
        read_capped(tmp_path / "khong-co.xlsx")
    assert missing.value.code == "file-missing"
    with pytest.raises(Fault) as folder:
        read_capped(tmp_path)
    assert folder.value.code == "file-unreadable"
    monkeypatch.setattr(spreadsheet_file, "MAX_FILE_BYTES", 10)
    path = tmp_path / "lon.xlsx"
    path.write_bytes(b"x" * 11)
    with pytest.raises(Fault) as large:
        read_capped(path)
    assert large.value.code == "file-too-large"


def test_a_text_file_is_recognised_so_that_it_can_be_read_as_such():
    assert kind_of("Mã,Tên\n1,Một\n".encode()) is FileKind.TEXT
