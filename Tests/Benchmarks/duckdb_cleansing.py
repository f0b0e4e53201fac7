"""The cleansing rules of docs/cleansing.md as DuckDB macros.

Nearly all values of an export are clean already, so each macro asks something cheap first and
leaves the dear functions (`translate`, `regexp_replace`, `nfc_normalize`: 1 to 6 µs a value) to
the few values that need them: DuckDB evaluates a branch of CASE for the rows that reach it only.
Everything is vectorised SQL; there is no Python function in it.
"""

WIDE = "".join(chr(c) for c in range(0xFF01, 0xFF5E)) + "～￠￡￢￣￥"
ASCII = "".join(chr(c) for c in range(0x21, 0x7E)) + "～¢£¬¯¥"
BLANKS = "\u3000\u00a0\u1680\t\n\r" + "".join(
    chr(c) for c in [*range(0x2000, 0x200B), 0x202F, 0x205F])
HALF_KANA = (
    "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ")
FULL_KANA = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
    "マミムメモヤユヨラリルレロワン\u3099\u309a")
CIRCLED, DIGITS = "①②③④⑤⑥⑦⑧⑨ⅠⅤⅩ", "123456789IVX"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # nothing stands for them: translate drops them
SIGNS = {
    "⑩": "10", "⑪": "11", "⑫": "12", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅵ": "VI", "Ⅶ": "VII",
    "Ⅷ": "VIII", "Ⅸ": "IX", "㈱": "(株)", "㈲": "(有)", "㈳": "(社)", "㈻": "(学)", "㍿": "株式会社",
    "㏍": "K.K.", "№": "No", "℡": "TEL", "㎡": "m2"}
HIRAGANA = "".join(chr(c) for c in range(0x3041, 0x3097)) + "ゝゞ"
KATAKANA = "".join(chr(c) for c in range(0x30A1, 0x30F7)) + "ヽヾ"
OLD_KANJI = "髙﨑邉邊齋齊澤濱濵國廣眞應學會壽"
NEW_KANJI = "高崎辺辺斎斉沢浜浜国広真応学会寿"
LEGAL_FORMS = {
    "株": "株式会社", "有": "有限会社", "同": "合同会社", "資": "合資会社", "名": "合名会社",
    "社": "社団法人", "財": "財団法人", "一社": "一般社団法人", "一財": "一般財団法人",
    "公社": "公益社団法人", "公財": "公益財団法人", "医": "医療法人", "医社": "医療法人社団",
    "学": "学校法人", "福": "社会福祉法人", "社福": "社会福祉法人", "宗": "宗教法人",
    "相": "相互会社", "大": "国立大学法人", "地独": "地方独立行政法人", "管": "管理組合法人",
    "特非": "特定非営利活動法人", "独": "独立行政法人", "弁": "弁護士法人", "税": "税理士法人",
    "行": "行政書士法人", "司": "司法書士法人", "農": "農事組合法人", "協": "協同組合",
    "カ": "株式会社", "ユ": "有限会社", "ド": "合同会社", "シ": "合資会社", "メ": "合名会社",
    "イ": "医療法人", "ザイ": "財団法人", "シヤ": "社団法人", "ガク": "学校法人",
    "フク": "社会福祉法人", "トクヒ": "特定非営利活動法人"}
LEGAL_WORDS = {
    "株式會社": "株式会社", "カブシキガイシャ": "株式会社", "かぶしきがいしゃ": "株式会社",
    "カブシキカイシャ": "株式会社", "ユウゲンガイシャ": "有限会社",
    "特定非営利活動法人": "特定非営利活動法人", "NPO法人": "特定非営利活動法人"}
PREFECTURES = {
    "北海道": "hokkaido", "青森県": "aomori", "岩手県": "iwate", "宮城県": "miyagi",
    "秋田県": "akita", "山形県": "yamagata", "福島県": "fukushima", "茨城県": "ibaraki",
    "栃木県": "tochigi", "群馬県": "gunma", "埼玉県": "saitama", "千葉県": "chiba",
    "東京都": "tokyo", "神奈川県": "kanagawa", "新潟県": "niigata", "富山県": "toyama",
    "石川県": "ishikawa", "福井県": "fukui", "山梨県": "yamanashi", "長野県": "nagano",
    "岐阜県": "gifu", "静岡県": "shizuoka", "愛知県": "aichi", "三重県": "mie", "滋賀県": "shiga",
    "京都府": "kyoto", "大阪府": "osaka", "兵庫県": "hyogo", "奈良県": "nara", "和歌山県": "wakayama",
    "鳥取県": "tottori", "島根県": "shimane", "岡山県": "okayama", "広島県": "hiroshima",
    "山口県": "yamaguchi", "徳島県": "tokushima", "香川県": "kagawa", "愛媛県": "ehime",
    "高知県": "kochi", "福岡県": "fukuoka", "佐賀県": "saga", "長崎県": "nagasaki",
    "熊本県": "kumamoto", "大分県": "oita", "宮崎県": "miyazaki", "鹿児島県": "kagoshima",
    "沖縄県": "okinawa"}
TRUE = "true t yes y on ○ 〇 ◯ 可 許可 はい 有 あり 同意 希望する 受け取る 済".split()
FALSE = "false f no n off × ✕ 不可 拒否 いいえ 無 なし 未同意 希望しない 受け取らない 未".split()

KANJI = r"[\x{4E00}-\x{9FFF}\x{3400}-\x{4DBF}\x{F900}-\x{FAFF}々〆〇]"
MAIL = r"[a-z0-9.!#$%&''*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?" \
       r"(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
STARTS = dict(zip("令和 平成 昭和 大正 明治 r h s t m".split(),
                  "2018 1988 1925 1911 1867".split() * 2))
UNUSUAL = r"[\t\r\n\x{A0}\x{AD}\x{1680}\x{2000}-\x{200F}\x{202F}\x{205F}\x{2060}\x{2100}-\x{217F}" \
          r"\x{2460}-\x{24FF}\x{3099}\x{309A}\x{3200}-\x{33FF}\x{FEFF}-\x{FFEF}]"
SELECTORS = r"[\x{FE00}-\x{FE0F}\x{E0100}-\x{E01EF}]"
ERA = r"^(令和|平成|昭和|大正|明治|r|h|s|t|m) ?(元|[0-9]{1,3}) ?[.年] ?([0-9]{1,2}) ?[.月] ?" \
      r"([0-9]{1,2}) ?日?"
WESTERN = r"^([0-9]{4}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2}) ?日?"
CLOCK = r"(午前|午後)? ?([0-9]{1,2})[:時]([0-9]{1,2})(?:分|:([0-9]{2})(?:\.[0-9]+)?)?" \
        r" ?(?:z|[+-][0-9]{2}:?[0-9]{2})?$"


def text(value):
    """A literal of SQL."""
    return "'" + value.replace("'", "''") + "'"


def words(values):
    return ", ".join(text(value) for value in values)


def pairs(mapping):
    """A constant map of SQL."""
    return "MAP {" + ", ".join(f"{text(k)}: {text(v)}" for k, v in mapping.items()) + "}"


def replaced(expression, mapping):
    """Nested `replace` calls, the first pair innermost."""
    for old, new in mapping.items():
        expression = f"replace({expression}, {text(old)}, {text(new)})"
    return expression


def prefecture_names():
    names = {}
    for number, (full, english) in enumerate(PREFECTURES.items(), 1):
        names[f"{number:02d}"] = names[english] = full
        if full != "北海道":
            names[full[:-1]] = full
        names[full] = full
    return names


MACROS = [
    "make_day(y, m, d) AS try_cast(concat(y, '-', m, '-', d) AS DATE)",
    "outer_blanks() AS ' 　' || chr(9) || chr(10) || chr(13)",
    # fold: one width for everything, single blanks, none at the ends.
    rf"""voiced(x) AS CASE WHEN regexp_matches(x, '[\x{{3099}}\x{{309A}}]')
      THEN translate(nfc_normalize(x), '{chr(0x3099)}{chr(0x309A)}', '゛゜') ELSE x END""",
    f"""signs(x) AS CASE WHEN regexp_matches(x, {text('[' + ''.join(SIGNS) + ']')})
      THEN {replaced('x', SIGNS)} ELSE x END""",
    rf"""folded(x) AS trim(regexp_replace(voiced(translate(signs(x),
      {text(WIDE + BLANKS + HALF_KANA + CIRCLED + INVISIBLE)},
      {text(ASCII + ' ' * len(BLANKS) + FULL_KANA + DIGITS)})), ' {{2,}}', ' ', 'g'))""",
    f"""fold(x) AS CASE
      WHEN strlen(x) = length(x) AND NOT contains(x, ' ') AND NOT contains(x, chr(9)) THEN x
      WHEN regexp_matches(x, '{UNUSUAL}')
        THEN folded(x)
      WHEN contains(x, ' ') OR contains(x, '　')
        THEN trim(regexp_replace(replace(x, '　', ' '), ' {{2,}}', ' ', 'g'))
      ELSE x END""",
    """word(x) AS CASE WHEN strlen(x) < 10
      AND regexp_matches(lower(x), '^(?:|null|#?n/a|-|ー|なし|未入力)$') THEN NULL ELSE x END""",
    r"""id_fold(x) AS CASE WHEN regexp_matches(x, '[^!-~]') THEN replace(folded(x), ' ', '')
      ELSE x END""",
    # Names.
    rf"""text_lines(x) AS nullif(trim(regexp_replace(
      replace(replace(x, chr(13) || chr(10), chr(10)), chr(13), chr(10)), '[ \t]*\n[ \t]*', chr(10), 'g'), ' ' || chr(9)), '')""",
    rf"""text_value(x) AS CASE
      WHEN regexp_matches(x, '[\x{{FF61}}-\x{{FF9F}}\x{{3099}}\x{{309A}}]') THEN text_lines(
        voiced(translate(x,
        {text(HALF_KANA + '　')}, {text(FULL_KANA + ' ')})))
      WHEN regexp_matches(x, '^[ \t]|[ \t]$|[\r\n\x{{3000}}]') THEN text_lines(replace(x, '　', ' '))
      ELSE x END""",
    r"""without_title(x) AS regexp_replace(regexp_replace(x, '(.) ?(様|さん)$', '\1'),
      '(.) (殿|氏)$', '\1')""",
    rf"""person(x) AS nullif(CASE WHEN regexp_matches(x, '[ 様んさ]')
      THEN regexp_replace(regexp_replace(without_title(x),
        '({KANJI}{SELECTORS}?) ({KANJI})', '\1\2', 'g'),
        '({KANJI}{SELECTORS}?) ({KANJI})', '\1\2', 'g')
      ELSE x END, '')""",
    rf"""person_key(x) AS CASE
      WHEN regexp_matches(x, '[{OLD_KANJI}]|{SELECTORS}')
      THEN trim(translate(regexp_replace(x, '{SELECTORS}', '', 'g'),
        {text(OLD_KANJI)}, {text(NEW_KANJI)})) ELSE x END""",
    rf"""kana(x) AS nullif(CASE WHEN regexp_matches(x, '[^ァ-ヺー]')
      THEN trim(regexp_replace(translate(word(x), {text(HIRAGANA)}, {text(KATAKANA)}),
        '[^ァ-ヺーヽヾ ]', '', 'g')) ELSE x END, '')""",
    f"legal_form(x) AS {pairs(LEGAL_FORMS)}[x]",
    rf"""company_marks(x) AS CASE
      WHEN legal_form(regexp_extract(x, '^\(?([^()]+)\)', 1)) IS NOT NULL
        AND (regexp_matches(x, '^\(') OR regexp_matches(x, '^[株有]|^[ァ-ー]+\)[ァ-ー ]+$'))
        THEN legal_form(regexp_extract(x, '^\(?([^()]+)\)', 1))
          || ltrim(regexp_replace(x, '^\(?[^()]+\) ?', ''))
      WHEN legal_form(regexp_extract(x, '\(([^()]+)\)?$', 1)) IS NOT NULL
        AND (regexp_matches(x, '\)$') OR regexp_matches(x, '^[ァ-ー ]+\([ァ-ー]+$'))
        THEN rtrim(regexp_replace(x, ' ?\([^()]+\)?$', ''))
          || legal_form(regexp_extract(x, '\(([^()]+)\)?$', 1))
      WHEN regexp_matches(x,
          '\([^()]+\).*(支店|支社|営業所|事業所|工場|本社|本店|店|部|課)$')
        AND legal_form(regexp_extract(x, '\(([^()ァ-ー]+)\)', 1)) IS NOT NULL
        THEN regexp_replace(x, ' ?\([^()]+\) ?',
          legal_form(regexp_extract(x, '\(([^()]+)\)', 1)))
      ELSE x END""",
    rf"""company(x) AS nullif(CASE WHEN regexp_matches(x, '[()]') THEN company_marks(x)
      WHEN regexp_matches(x, '株式會社|ガイシャ|カイシャ|がいしゃ|NPO| (?:株式|有限|合同)会社|会社 ')
        THEN regexp_replace({replaced('x', LEGAL_WORDS)}, ' ?((?:株式|有限|合同)会社) ?', '\1')
      ELSE x END, '')""",
    # Contact.
    rf"""mail_inside(x) AS regexp_replace(regexp_replace(regexp_replace(trim(x),
      '^.*<(.*)>[;,. ]*$', '\1'), '^mailto:', ''), '[;,. ]+$', '')""",
    rf"""email(x) AS CASE WHEN regexp_matches(lower(x), '^{MAIL}$') THEN lower(x)
      WHEN regexp_full_match(mail_inside(lower(x)), '{MAIL}') THEN mail_inside(lower(x)) END""",
    rf"""phone_digits(x) AS regexp_replace(
      CASE WHEN regexp_full_match(x, '[-+]?[0-9() .‐-―−ー～ｰ-]*[0-9]')
        THEN regexp_replace(x, '[^0-9+]', '', 'g') END,
      '^(?:(?:\+|00)?81(?:0)?|0)?([6-9]0[1-9][0-9]{{7}})$', '+81\1')""",
    rf"""phone(x) AS CASE WHEN regexp_matches(x, '^0[6-9]0-[1-9][0-9]{{3}}-[0-9]{{4}}$')
        THEN '+81' || replace(substr(x, 2), '-', '')
      WHEN starts_with(phone_digits(x), '+81') AND strlen(phone_digits(x)) = 13
        THEN phone_digits(x) END""",
    "line_id(x) AS CASE WHEN regexp_matches(x, '^U[0-9a-f]{32}$') THEN x END",
    r"""postal(x) AS CASE WHEN regexp_matches(x, '^[0-9]{3}-[0-9]{4}$') THEN x
      WHEN regexp_full_match(x, '〒? ?[0-9]{3}[-ー‐−– ]?[0-9]{4}')
        THEN regexp_replace(regexp_replace(x, '[^0-9]', '', 'g'), '(...)(....)', '\1-\2')
      WHEN regexp_full_match(x, '[0-9]{6}') THEN '0' || x[1:2] || '-' || x[3:6] END""",
    f"""prefecture(x) AS CASE WHEN regexp_full_match(x, '{'|'.join(PREFECTURES)}') THEN x
      ELSE {pairs(prefecture_names())}[lower(x)] END""",
    f"prefecture_of(address) AS nullif(regexp_extract(address, '^({'|'.join(PREFECTURES)})'), '')",
    r"""url(x) AS CASE WHEN strlen(x) < 13 THEN word(folded(x))
      WHEN regexp_matches(x, '[#\s\x{3000}]|^[^:]*[A-Z]|//[^/]*[A-Z]') THEN
        lower(regexp_extract(trim(x, outer_blanks()), '^(?:[a-zA-Z]+://[^/?#]*)?'))
          || regexp_replace(regexp_replace(trim(x, outer_blanks()), '#.*$', ''),
            '^[a-zA-Z]+://[^/?#]*', '')
      ELSE x END""",
    # Dates and times; `x` is folded.
    f"era_start(x) AS {pairs(STARTS)}[x]",
    rf"""date_part(x) AS CASE
      WHEN regexp_matches(x, '{ERA}') THEN make_day(
        CAST(era_start(regexp_extract(x, '{ERA}', 1)) AS INTEGER)
          + CASE regexp_extract(x, '{ERA}', 2) WHEN '元' THEN 1
            ELSE CAST(regexp_extract(x, '{ERA}', 2) AS INTEGER) END,
        regexp_extract(x, '{ERA}', 3), regexp_extract(x, '{ERA}', 4))
      WHEN regexp_matches(x, '{WESTERN}') THEN make_day(regexp_extract(x, '{WESTERN}', 1),
        regexp_extract(x, '{WESTERN}', 2), regexp_extract(x, '{WESTERN}', 3))
      WHEN regexp_full_match(x, '[12][0-9]{{7}}') THEN CAST(try_strptime(x, '%Y%m%d') AS DATE)
      WHEN regexp_full_match(x, '[2-7][0-9]{{4}}|80000')
        THEN DATE '1899-12-30' + CAST(x AS INTEGER) END""",
    rf"""clock_part(x) AS CASE WHEN x = '' THEN INTERVAL 0 SECOND
      WHEN regexp_full_match(x, '{CLOCK.rstrip('$')}')
        AND CAST(regexp_extract(x, '{CLOCK}', 2) AS INTEGER) < 24
        AND CAST(regexp_extract(x, '{CLOCK}', 3) AS INTEGER) < 60
      THEN to_seconds((CAST(regexp_extract(x, '{CLOCK}', 2) AS INTEGER)
          % CASE regexp_extract(x, '{CLOCK}', 1) WHEN '' THEN 24 ELSE 12 END
          + CASE regexp_extract(x, '{CLOCK}', 1) WHEN '午後' THEN 12 ELSE 0 END) * 3600
        + CAST(regexp_extract(x, '{CLOCK}', 3) AS INTEGER) * 60
        + CASE regexp_extract(x, '{CLOCK}', 4) WHEN '' THEN 0
          ELSE CAST(regexp_extract(x, '{CLOCK}', 4) AS INTEGER) END) END""",
    rf"""moment_slow(x) AS CAST(date_part(x) AS TIMESTAMP)
      + clock_part(ltrim(regexp_replace(regexp_replace(x, '{ERA}|{WESTERN}|^[0-9]{{5,8}}$', ''),
        '^t', '')))""",
    r"""moment(x) AS CASE
      WHEN try_cast(x AS TIMESTAMP) IS NULL THEN moment_slow(lower(x))
      WHEN NOT try_cast(x AS TIMESTAMP) BETWEEN '1868-01-25' AND '2200-12-31 23:59:59' THEN NULL
      WHEN strlen(x) <= 19 THEN try_cast(x AS TIMESTAMP)
      WHEN ends_with(x, '+09:00') THEN date_trunc('second', try_cast(x AS TIMESTAMP))
      WHEN ends_with(x, 'Z') THEN date_trunc('second', try_cast(x AS TIMESTAMP)) + INTERVAL 9 HOUR
      WHEN regexp_matches(x, '[+-][0-9:]{2,5}$')
        THEN date_trunc('second', CAST(try_cast(x AS TIMESTAMPTZ) AS TIMESTAMP))
      ELSE date_trunc('second', try_cast(x AS TIMESTAMP)) END""",
    r"""day(x) AS CASE
      WHEN strlen(x) <= 10 AND try_cast(x AS DATE) BETWEEN '1868-01-25' AND '2200-12-31'
        THEN try_cast(x AS DATE)
      ELSE CAST(moment(x) AS DATE) END""",
    # Numbers; `x` is folded.
    r"""bare_number(x) AS regexp_replace(regexp_replace(regexp_replace(x, '[¥￥\\円, ]', '', 'g'),
      '^[△▲−]', '-'), '^\((.*)\)$', '-\1')""",
    r"""closed(x) AS CASE WHEN regexp_matches(x, '[¥￥\\円].*-$') THEN x[:-2] ELSE x END""",
    r"""unit(x, pattern) AS CASE regexp_extract(x, pattern, 1) WHEN '' THEN 0
      ELSE CAST(regexp_extract(x, pattern, 1) AS DECIMAL(25, 6)) END""",
    r"""magnitude(x) AS CAST(round_even(unit(x, '^([0-9.]+)億') * 100000000
      + unit(x, '(?:^|億)([0-9.]+)万') * 10000 + unit(x, '(?:^|[億万])([0-9.]+)$'), 0) AS BIGINT)""",
    r"""number_slow(x) AS CASE
      WHEN regexp_full_match(x, '-?(?:[0-9]+(?:\.[0-9]+)?億)?(?:[0-9]+(?:\.[0-9]+)?万)?'
          || '(?:[0-9]+(?:\.[0-9]+)?)?')
        AND regexp_matches(x, '[0-9]')
      THEN CASE WHEN starts_with(x, '-') THEN -magnitude(x[2:]) ELSE magnitude(x) END END""",
    r"""number(x) AS CASE WHEN regexp_matches(x, '^[0-9]{1,15}$') THEN CAST(x AS BIGINT)
      ELSE number_slow(bare_number(closed(x))) END""",
    # Words; `x` is folded.
    f"""flag(x) AS CASE WHEN x = '1' THEN true WHEN x = '0' THEN false
      WHEN lower(x) IN ({words(TRUE)}) THEN true
      WHEN lower(x) IN ({words(FALSE)}) THEN false END""",
]


def choice(expression, choices):
    """The code of a folded value; codes go before words."""
    codes = words(choices)
    known = {code.lower(): code for code in choices}
    for code, synonyms in choices.items():
        for synonym in synonyms:
            known.setdefault(synonym.lower(), code)
    return f"CASE WHEN {expression} IN ({codes}) THEN {expression} " \
           f"ELSE {pairs(known)}[lower({expression})] END"


def first_reading(kind, expression):
    """What is done to a raw text before its type's macro sees it."""
    if kind in ("text", "url"):
        return expression
    return ("id_fold" if kind in ("id", "token") else "fold") + f"({expression})"


def typed(kind, column, choices=None):
    """The typed value of a column that has had its first reading."""
    simple = {
        "id": "word({})", "token": "word({})", "text": "text_value({})", "person": "person({})",
        "person_key": "person_key(person({}))", "int": "number({})", "money": "number({})",
        "date": "day({})", "timestamp": "moment({})", "bool": "flag({})"}
    if kind == "choice":
        return choice(column, choices)
    return simple.get(kind, kind + "({})").format(column)


def define(connection):
    for macro in MACROS:
        connection.execute("CREATE TEMP MACRO " + macro)
