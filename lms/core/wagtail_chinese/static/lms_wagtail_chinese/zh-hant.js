/* Written by scripts/messages.py: texts that Wagtail's scripts and templates lack. */
window.lmsWagtailChinese = {
  "texts": {
    "%(num)s error": [
      "%(num)s 個錯誤"
    ],
    "%(num)s min": [
      "%(num)s 分鐘"
    ],
    "%(num)s pixel": [
      "%(num)s 像素"
    ],
    "%(time_zone_option)s: %(localized_time_zone_label)s": "%(time_zone_option)s：%(localized_time_zone_label)s",
    "(%(number)s new items in this menu)": "（此選單有 %(number)s 個新項目）",
    "(1 new item in this menu)": "（此選單有 1 個新項目）",
    "(New)": "（新）",
    "A network error occurred.": "發生網絡錯誤。",
    "A server error occurred.": "伺服器發生錯誤。",
    "Autosave in progress…": "正在自動儲存……",
    "Blocks": "塊",
    "Changes have been autosaved.": "修改已自動儲存。",
    "Character count:": "字元數:",
    "Collapse all": "全部收起",
    "Complex": "較難",
    "Decorative image": "裝飾性圖片",
    "Delete error": "刪除錯誤",
    "Enter your comments...": "輸入你的註釋",
    "Enter your reply...": "輸入你的答覆",
    "Error while sending preview data.": "發送預覽資料時出錯。",
    "Expand all": "全部展開",
    "Fair": "一般",
    "Focus comment": "聚焦評論",
    "Good": "良好",
    "Insert a block": "插入塊",
    "Pin toolbar": "固定工具欄",
    "Report this error to your website administrator with the following information:": "向系統管理員報告錯誤並提供以下資訊：",
    "Save error": "儲存錯誤",
    "Search options…": "搜尋項…",
    "Split block": "拆分塊",
    "Toggle section": "部件開關",
    "Toggle side panel": "邊欄面板開關",
    "Toggle sidebar": "切換側邊欄",
    "Unfocus comment": "取消聚焦評論",
    "Unpin toolbar": "取消固定工具欄",
    "Write something or type ‘/’ to insert a block": "輸入文字，或輸入「/」插入塊"
  },
  "words": [
    [
      "nav[aria-label=\"Actions\"]",
      "aria-label",
      "Actions",
      "操作"
    ],
    [
      "input[type=\"submit\"][value=\"Search\"]",
      "value",
      "Search",
      "搜索"
    ],
    [
      ".w-sr-only",
      "",
      "True",
      "是"
    ],
    [
      ".w-sr-only",
      "",
      "False",
      "否"
    ]
  ]
};
