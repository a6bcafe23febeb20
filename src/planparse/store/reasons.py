"""Kinds of failure: what each means and what to do about it, in English and Vietnamese, for clerks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from planparse.store.rows import FailureReason


class Words(NamedTuple):
    """A text in both languages."""

    english: str
    vietnamese: str


class Explanation(NamedTuple):
    """What a kind of failure means, and what to do: one clause each."""

    meaning: Words
    advice: Words


REASONS: Mapping[FailureReason, Explanation] = MappingProxyType(
    {
        "unopened": Explanation(
            Words("the file could not be opened", "không mở được tệp"),
            Words("close it in other programs, check the rights, send it again",
                  "đóng tệp trong các chương trình khác, kiểm tra quyền đọc rồi gửi lại"),
        ),
        "unreadable": Explanation(
            Words("no plan could be read from it", "không đọc được kế hoạch từ tệp này"),
            Words("open it; save it again as .docx or PDF without a password, or get another copy",
                  "mở thử tệp; lưu lại thành .docx hoặc PDF không đặt mật khẩu, hoặc xin bản khác"),
        ),
        "unsafe": Explanation(
            Words("it was not opened, for safety", "tệp không được mở vì lý do an toàn"),
            Words("send the document itself, not a link or a packed archive",
                  "gửi chính văn bản, không gửi đường dẫn tắt hoặc tệp nén"),
        ),
        "time": Explanation(
            Words("reading it took too long", "đọc tệp quá lâu"),
            Words("split the file, or send the Word file in place of the scan",
                  "chia nhỏ tệp, hoặc gửi bản Word thay cho bản quét"),
        ),
        "memory": Explanation(
            Words("reading it took too much memory", "đọc tệp cần quá nhiều bộ nhớ"),
            Words("split the file, or allow more with --memory", "chia nhỏ tệp, hoặc cho thêm bộ nhớ bằng --memory"),
        ),
        "died": Explanation(
            Words("the program that read it broke off", "chương trình đọc tệp bị dừng đột ngột"),
            Words("save it again as .docx or PDF and send that", "lưu lại thành .docx hoặc PDF rồi gửi lại"),
        ),
        "defect": Explanation(
            Words("a mistake of planparse", "lỗi của phần mềm planparse"),
            Words("send the file and this message to whoever looks after planparse",
                  "gửi tệp và thông báo này cho người phụ trách planparse"),
        ),
    }
)  # fmt: skip

UNTOLD = Explanation(
    Words("an older version kept no reason", "phiên bản cũ không ghi lý do"),
    Words("take the file in again", "nhập lại tệp"),
)


def explain_reason(reason: str | None) -> Explanation:
    """The words for a kind of failure, whoever wrote it."""
    found = [words for known, words in REASONS.items() if known == reason]
    return found[0] if found else UNTOLD
