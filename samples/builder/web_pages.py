"""What stands around a document on the web: a portal's menus, links and neighbours, or Word's own head."""

from html import escape

from builder.model import Sample

_MENU = (
    "Trang chủ",
    "Giới thiệu",
    "Tin tức - Sự kiện",
    "Văn bản điều hành",
    "Thủ tục hành chính",
    "Hỏi đáp",
    "Liên hệ",
)
_NEWS = (
    "Khai mạc giải bóng chuyền chào mừng ngày thành lập Đoàn",
    "Hội nghị tiếp xúc cử tri trước kỳ họp thường lệ giữa năm",
    "Thông báo lịch tiếp công dân định kỳ của Chủ tịch UBND",
    "Ra quân dọn vệ sinh đường làng, ngõ xóm",
)
_STYLE = (
    "body{font-family:Arial,sans-serif;margin:0}.khung{max-width:960px;margin:auto}nav ul{display:flex;gap:1em}"
    ".bang-dau{border:0}.an{display:none}table.table td{border:1px solid #333;padding:4px}"
)


def portal_page(sample: Sample, document: str) -> str:
    """A page of a commune's portal: menus, a trail, buttons, the document, other news, a footer."""
    place = escape(f"{sample.commune.type} {sample.commune.name}")
    title = escape(f"Kế hoạch {' '.join(sample.head.title)}")
    menu = "".join(f'<li><a href="/muc-{i}">{escape(words)}</a></li>' for i, words in enumerate(_MENU))
    news = "".join(
        f'<li><a href="/tin-{i}.html">{words}</a> <small>(0{i + 1}/4/2026)</small></li>'
        for i, words in enumerate(_NEWS)
    )
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title} - Trang thông tin điện tử {place}</title>
<style>{_STYLE}</style>
<script>window.dataLayer = ["Kế hoạch", "Số: 1/KH-UBND"]; function inTrang() {{ window.print(); }}</script>
</head>
<body>
<header class="khung"><div class="logo"><img src="/logo.png" alt="Quốc huy">
TRANG THÔNG TIN ĐIỆN TỬ {place.upper()}</div>
<form action="/tim"><input type="search" placeholder="Tìm kiếm văn bản"><button>Tìm</button></form></header>
<nav class="khung"><ul>{menu}</ul></nav>
<ol class="breadcrumb khung">
<li><a href="/">Trang chủ</a></li>
<li><a href="/van-ban">Văn bản điều hành</a></li>
<li>Kế hoạch</li></ol>
<main class="khung">
<h1 class="tieu-de-tin">{title}</h1>
<p class="ngay-dang">Ngày đăng: 02/4/2026 - Lượt xem: 318</p>
<ul class="chia-se">
<li><a href="https://mxh.example.vn/share">Chia sẻ</a></li>
<li><a href="#" onclick="inTrang()">In trang</a></li>
<li><a href="mailto:?">Gửi email</a></li></ul>
<article class="noi-dung">
{document}
</article>
<p class="tep">Tệp đính kèm: <a href="/tep/van-ban.pdf">van-ban-da-ky.pdf</a></p>
<section class="tin-lien-quan"><h3>Tin liên quan</h3><ul>{news}</ul></section>
</main>
<aside class="khung"><h3>Thống kê truy cập</h3>
<table><tr><td>Hôm nay</td><td>42</td></tr><tr><td>Tổng lượt</td><td>130.577</td></tr></table></aside>
<footer class="khung"><p>Bản quyền thuộc về UBND {place}. Chịu trách nhiệm chính: Trưởng ban biên tập.</p>
<p>Điện thoại: 0999 000 000</p></footer>
<script src="/site.js"></script>
</body>
</html>
"""


def word_page(sample: Sample, document: str) -> str:
    """What Word's "Save as web page" writes around a document."""
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<title>{escape(sample.head.issuer[0])}</title>
<!--[if gte mso 9]><xml>
 <o:DocumentProperties><o:Author>Van phong</o:Author><o:Revision>2</o:Revision></o:DocumentProperties>
</xml><![endif]-->
<style>
<!--
 p.MsoNormal, li.MsoNormal {{mso-style-unhide:no; margin:0cm; font-size:14.0pt; font-family:"Times New Roman",serif;}}
 @page WordSection1 {{size:595.3pt 841.9pt; margin:2.0cm 2.0cm 2.0cm 3.0cm;}}
 div.WordSection1 {{page:WordSection1;}}
-->
</style>
</head>

<body lang=EN-US style='tab-interval:36.0pt'>

<div class=WordSection1>
{document}
</div>

</body>

</html>
"""
