"""The sentences for everything that can be wrong with a part of a package, one per kind of problem."""

from cchc_desktop.packages.member_names import shown
from cchc_desktop.packages.verification import Problem

_TEXTS = {
    "part-header": "“{name}” không phải một phần nguyên vẹn của gói nộp: dòng đầu của tệp đã bị sửa hoặc hỏng.",
    "part-newer": "“{name}” do phiên bản chương trình mới hơn chia ra; cần cài chương trình mới hơn để ghép.",
    "part-shorter": "“{name}” bị cụt: còn {found} trong {expected} byte, có thể do tải về chưa xong.",
    "part-longer": "“{name}” dài hơn lúc được chia ra: tệp đã bị thêm nội dung.",
    "part-altered": "“{name}” đã bị thay đổi, nén lại hoặc hỏng trên đường gửi.",
    "part-contested": "Có hai tệp khác nhau cùng là phần {numbers} của “{name}”; chưa rõ tệp nào đúng nên chưa ghép.",
    "part-joined": "Ghép đủ {count} phần nhưng mã băm không phải của “{name}”: các phần không phải của cùng một gói.",
    "mail-crowded": "Thư “{name}” có từ {count} tệp đính kèm; hãy lưu riêng gói nộp trong thư ra thư mục rồi nhận.",
}
CODES = frozenset(_TEXTS)


def refusal(kind: str, name: str, **values: object) -> Problem:
    """The problem of ``kind`` of the part or package called ``name``, with its sentence."""
    return Problem(shown(name), kind, _TEXTS[kind].format(name=shown(name), **values))
