"""The sentences for everything that can be wrong with a package, one per kind of problem."""

from cchc_desktop.packages.member_names import shown
from cchc_desktop.packages.verification import Problem

_TEXTS = {
    "unreadable": "Không đọc được tệp gói nộp nên chưa kết luận được; hãy kiểm tra USB hoặc chép lại tệp.",
    "not-a-zip": "Tệp này không phải là gói nộp do chương trình kết xuất.",
    "truncated": "Tệp gói nộp bị cụt hoặc hỏng ở phần cuối, có thể do chép chưa xong.",
    "too-large": "“{path}” lớn hơn mức cho phép của gói nộp.",
    "too-many-files": "Tệp gói nộp chứa nhiều tệp hơn mức cho phép ({limit}).",
    "directory": "Phần mục lục ở cuối tệp gói nộp bị hỏng nên không đọc được danh sách tệp.",
    "container": "Vỏ tệp gói nộp không còn đúng như khi kết xuất, chỗ sai đầu tiên là ở “{path}”.",
    "top-folder": "“{path}” không nằm trong thư mục chung mang tên của gói nộp.",
    "wrong-name": "Thư mục “{path}” không mang đúng tên theo nội dung hồ sơ (“{expected}”).",
    "traversal": "Tên “{path}” tìm cách thoát ra ngoài gói nộp.",
    "absolute-path": "Tên “{path}” là đường dẫn tuyệt đối, không được phép có trong gói nộp.",
    "backslash": "Tên “{path}” có dấu gạch chéo ngược, không được phép có trong gói nộp.",
    "drive-letter": "Tên “{path}” có ký hiệu ổ đĩa, không được phép có trong gói nộp.",
    "device-name": "Tên “{path}” trùng với tên thiết bị của Windows nên không dùng được.",
    "name-encoding": "Tên “{path}” có ký tự ngoài bảng chữ không dấu, không được phép có trong gói nộp.",
    "unsafe-name": "Tên “{path}” có ký tự hoặc độ dài không dùng được trên mọi máy.",
    "folder": "“{path}” là một mục thư mục, gói nộp do chương trình kết xuất không có mục này.",
    "link": "“{path}” là liên kết hoặc tệp đặc biệt, không được phép có trong gói nộp.",
    "duplicate": "“{path}” có mặt hai lần trong gói nộp.",
    "case-collision": "Tên “{path}” chỉ khác tên của một tệp khác ở chữ hoa, chữ thường.",
    "nfc-collision": "Tên “{path}” chỉ khác tên của một tệp khác ở cách mã hóa dấu tiếng Việt.",
    "encrypted": "“{path}” bị đặt mật khẩu nên không kiểm tra được nội dung.",
    "bomb": "“{path}” bung ra lớn bất thường nên không được mở.",
    "altered": "“{path}” đã bị thay đổi hoặc hỏng so với khi kết xuất.",
    "missing": "Thiếu “{path}” trong gói nộp.",
    "extra": "“{path}” không thuộc gói nộp khi kết xuất.",
    "text-encoding": "“{path}” không đúng dạng chữ quy định (UTF-8, không BOM, xuống dòng kiểu LF).",
    "manifest-line": "Dòng {line} của “{path}” không đúng dạng.",
    "bag-declaration": "“{path}” không khai đúng phiên bản BagIt 1.0.",
    "bag-info": "Mục {label} trong “{path}” thiếu, thừa hoặc không khớp với nội dung hồ sơ.",
    "oxum": "Tổng số tệp và dung lượng ghi trong “{path}” không khớp với các tệp có trong gói nộp.",
    "not-json": "“{path}” không đọc được theo dạng JSON.",
    "not-canonical": "“{path}” không ở dạng JSON chuẩn (RFC 8785) nên không xác định được mã băm.",
    "wrong-format": "“{path}” không đúng dạng quy định, chỗ sai đầu tiên là “{place}”.",
    "newer": "“{path}” dùng định dạng phiên bản {found}, chương trình này đọc được đến phiên bản {known}; "
    "cần cài chương trình mới hơn để đọc gói nộp này.",
    "signature-mismatch": "“{path}” xác nhận cho một bản chốt khác với bản chốt có trong gói nộp.",
    "signed-pdf": "“{path}” không phải văn bản mà lãnh đạo đã ký số cho hồ sơ này.",
    "signed-annex": "“{path}” không phải bảng tính kèm theo văn bản đã ký số.",
    "scan-missing": "“{path}” nói có bản ký quét lại, nhưng bản quét không có trong gói nộp.",
    "evidence-missing": "Tài liệu kiểm chứng “{name}” có trong hồ sơ nhưng không có trong “{path}”.",
    "evidence-unlisted": "“{path}” nằm trong gói nộp nhưng hồ sơ không dùng đến.",
    "evidence-index": "“{path}” không khớp với danh mục tài liệu kiểm chứng của gói nộp.",
    "definition-missing": "“{path}” không có bộ danh mục mà hồ sơ đã dùng.",
    "audit-line": "Dòng {line} của nhật ký “{path}” không đúng dạng quy định nên không đọc được.",
    "audit-gap": "Nhật ký “{path}” bị bỏ mất dòng: ngay trước dòng số {line} còn thiếu {missing} dòng.",
    "audit-order": "Nhật ký “{path}” có dòng số {line} đứng sai thứ tự hoặc lặp lại.",
    "audit-chain": "Dòng số {line} của nhật ký “{path}” không nối tiếp dòng đứng trước nó: đã có dòng bị thay.",
    "audit-altered": "Dòng số {line} của nhật ký “{path}” đã bị sửa: nội dung không khớp mã băm của chính dòng đó.",
    "audit-tail": "Nhật ký “{path}” bị cắt phần cuối: không còn đủ các dòng ghi lần ký của hồ sơ này.",
    "audit-beyond": "Nhật ký “{path}” có {count} dòng sau lần ký của hồ sơ; gói nộp khi kết xuất không có.",
    "audit-other": "Nhật ký “{path}” không phải của hồ sơ này: không có dòng nào ghi việc hoàn thành bản chốt này.",
    "audit-signature": "Lần ký ghi trong nhật ký “{path}” không khớp với xác nhận của lãnh đạo trong gói nộp.",
    "audit-rewritten": "Nhật ký “{path}” đã bị viết lại: dòng số {line} không còn mang mã băm đã ghi trong bản chốt.",
}


def problem(kind: str, path: str = "", **values: object) -> Problem:
    """The problem of ``kind`` at ``path``, with its sentence; ``values`` are what the sentence names besides."""
    readable = shown(path)
    words = {name: shown(str(value)) for name, value in values.items()}
    return Problem(readable, kind, _TEXTS[kind].format(path=readable or "tệp gói nộp", **words))
