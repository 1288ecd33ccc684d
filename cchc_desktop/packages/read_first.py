"""The note in a package for whoever opens it without the program."""

from cchc_desktop.domain.snapshot import Snapshot
from cchc_desktop.packages.bag import description
from cchc_desktop.packages.layout import MANIFEST, SAMPLE_PREFIX, package_code

_NOTE = """\
GÓI NỘP HỒ SƠ CẢI CÁCH HÀNH CHÍNH

{description}
Tám ký tự đầu của mã bản chốt (in ở mỗi trang): {code}
{sample}
Gói này mở được trên mọi máy, không cần cài chương trình:
- bao-cao.pdf: văn bản để đọc và in.
- bao-cao.xlsx: cùng nội dung ở dạng bảng tính.
- evidence: các tài liệu kiểm chứng; evidence.json cho biết tên gốc của từng tệp.
- snapshot.json: bản chốt số liệu mà văn bản và bảng tính được lập từ đó.
- signature.json: xác nhận của lãnh đạo đối với bản chốt.
- definitions: bộ danh mục đã dùng.
- audit.jsonl: nhật ký xử lý hồ sơ.

Cách kiểm tra các tệp có còn nguyên vẹn hay không:
- Giải nén cả thư mục.
- Trên Linux: mở cửa sổ dòng lệnh trong thư mục có tệp {manifest} rồi chạy
      sha256sum -c {manifest}
- Trên Windows: chạy lệnh sau cho tệp cần kiểm tra rồi so kết quả với dòng của tệp đó trong {manifest}
      certutil -hashfile data\\bao-cao.pdf SHA256

Gửi đi đúng tệp .zip do chương trình kết xuất, không sửa và không nén lại: gói đã bị thay đổi sẽ không được tiếp nhận.
"""
_SAMPLE_NOTE = "\nDỮ LIỆU MẪU: gói có tên bắt đầu bằng {prefix} chỉ để xem thử, không có giá trị báo cáo.\n"


def read_first(snapshot: Snapshot, snapshot_sha256: str) -> bytes:
    """The bytes of DOC-TRUOC.txt: UTF-8, a line ends with LF."""
    sample = _SAMPLE_NOTE.format(prefix=SAMPLE_PREFIX) if snapshot["sample"] else ""
    code = package_code(snapshot_sha256)
    code = f"{code[:4]}-{code[4:]}"
    text = _NOTE.format(description=description(snapshot), code=code, sample=sample, manifest=MANIFEST)
    return text.encode()
