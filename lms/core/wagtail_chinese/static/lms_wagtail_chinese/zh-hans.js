/* Written by scripts/messages.py: texts that Wagtail's scripts and templates lack. */
window.lmsWagtailChinese = {
  "texts": {
    "%(num)s error": [
      "%(num)s 个错误"
    ],
    "%(num)s min": [
      "%(num)s 分钟"
    ],
    "%(num)s pixel": [
      "%(num)s 像素"
    ],
    "%(time_zone_option)s: %(localized_time_zone_label)s": "%(time_zone_option)s：%(localized_time_zone_label)s",
    "(%(number)s new items in this menu)": "（此菜单有 %(number)s 个新项目）",
    "(1 new item in this menu)": "（此菜单有 1 个新项目）",
    "(New)": "（新）",
    "A network error occurred.": "发生网络错误。",
    "A server error occurred.": "服务器发生错误。",
    "Autosave in progress…": "正在自动保存……",
    "Blocks": "块",
    "Changes have been autosaved.": "修改已自动保存。",
    "Complex": "较难",
    "Error while sending preview data.": "发送预览数据时出错。",
    "Fair": "一般",
    "Good": "良好",
    "Insert a block": "插入块",
    "Split block": "拆分块",
    "Write something or type ‘/’ to insert a block": "输入文字，或输入“/”插入块"
  },
  "words": [
    [
      "nav[aria-label=\"Actions\"]",
      "aria-label",
      "Actions",
      "动作"
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
