"""Simplified to Traditional Chinese: OpenCC with Taiwan's forms of characters, then a short reviewed list of words.

Why this configuration and these words: docs/decisions/0015-languages.md.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

#: Taiwan's forms (為, 裡, 群, 核對), the ones of Django's and Wagtail's own catalogues, and no exchange of whole words:
#: "s2twp" makes 發展物件 of 发展对象 and 專案 of 项目.
CONFIGURATION = "s2tw"
#: Words of computing that the rest of the screen, from Django's and Wagtail's catalogues, calls by these names.
#: They are looked for after the characters were changed, the longest first, each place once.
WORDS = {
    # What the converter gets wrong
    "複訓": "復訓", "合並": "合併", "瞭解": "了解",
    "併發布": "並發佈", "髮布": "發佈", "發布": "發佈", "弔銷": "吊銷",
    "平臺": "平台", "後臺進程": "背景程序", "後臺": "後台", "臺賬": "台帳", "這臺": "這台",
    "天后": "天後", "組織里": "組織裡", "隻影響": "只影響", "沒有采用": "沒有採用", "重新制作": "重新製作",
    # Signing in, accounts
    "登錄": "登入", "賬號": "帳號", "賬戶": "帳戶", "用戶名": "使用者名稱", "用戶": "使用者", "密鑰": "金鑰", "會話": "工作階段",
    "二維碼": "QR 碼", "短信": "簡訊",
    # Screens
    "默認": "預設", "鏈接": "連結", "界面": "介面", "屏幕": "螢幕", "窗口": "視窗", "窗口崗": "窗口崗", "菜單": "選單",
    "字段": "欄位", "設置": "設定", "當前": "目前", "在線": "線上",
    "復選框": "核取方塊", "複選框": "核取方塊", "搜索": "搜尋", "刷新": "重新整理", "打印": "列印", "保存": "儲存",
    "點擊": "點選", "添加": "新增", "創建": "建立", "字符": "字元", "文本": "文字", "視頻": "影片", "音頻": "音訊",
    "批量": "批次", "激活": "啟用", "鼠標": "滑鼠", "光標": "游標", "回收站": "資源回收筒", "站點": "網站", "自定義": "自訂",
    "剪切": "剪下", "剪貼板": "剪貼簿", "粘貼": "貼上", "回車鍵": "Enter 鍵", "單元格": "儲存格", "擴展名": "副檔名",
    "字符串": "字串", "隊列": "佇列", "缺省": "預設",
    # Files and data
    "個人信息": "個人資料", "學員信息": "學員資料", "崗位或信息": "崗位或資料", "信息或記錄": "資料或記錄",
    "信息矛盾": "資料矛盾", "我的全部信息": "我的全部資料", "信息": "資訊", "數據庫": "資料庫", "數據": "資料",
    "文件夾": "資料夾", "導入": "匯入", "導出": "匯出", "加載": "載入", "緩存": "快取", "服務器": "伺服器",
    "計算機": "電腦", "軟件": "軟體", "打開它的程序": "開啟它的程式", "運行": "執行", "試運行": "試運行",
    # Quotation marks
    "“": "「", "”": "」", "‘": "『", "’": "』",
}  # fmt: skip


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC(CONFIGURATION)


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True)))


def traditional(text: str) -> str:
    """``text`` in Traditional Chinese."""
    return _words().sub(lambda match: WORDS[match[0]], str(_converter().convert(text)))
