import Table

/// What the headers that exports have in common say. Headers are folded before they are looked up.
enum HeaderWords {
  /// Whole headers whose name or type their parts would not give.
  static let known: [String: (name: String, type: FieldType)] = [
    "ID": ("id", .id), "No": ("number", .id), "No.": ("number", .id), "番号": ("number", .id),
    "コード": ("code", .id), "顧客番号": ("customer_id", .id), "会員番号": ("member_id", .id),
    "注文番号": ("order_id", .id), "受注番号": ("order_id", .id), "契約番号": ("contract_id", .id),
    "証券番号": ("policy_id", .id), "LINE ID": ("line_id", .lineID), "LINEID": ("line_id", .lineID),
    "LINEユーザーID": ("line_id", .lineID), "Eメール": ("email", .email), "メール": ("email", .email),
    "E-mail": ("email", .email), "サブメールアドレス": ("email_sub", .email),
    "携帯電話番号": ("phone", .phone), "携帯電話": ("phone", .phone), "携帯番号": ("phone", .phone),
    "携帯": ("phone", .phone), "電話": ("phone", .phone), "TEL": ("phone", .phone),
    "姓": ("family_name", .person), "名": ("given_name", .person), "苗字": ("family_name", .person),
    "名前": ("full_name", .person), "氏名": ("full_name", .person), "お名前": ("full_name", .person),
    "セイ": ("family_kana", .kana), "メイ": ("given_kana", .kana), "姓カナ": ("family_kana", .kana),
    "名カナ": ("given_kana", .kana), "フリガナ": ("full_kana", .kana), "ふりがな": ("full_kana", .kana),
    "カナ": ("full_kana", .kana), "氏名カナ": ("full_kana", .kana),
    "氏名(カナ)": ("full_kana", .kana), "姓(カナ)": ("family_kana", .kana),
    "名(カナ)": ("given_kana", .kana), "顧客名": ("customer_name", .person),
    "お客様名": ("customer_name", .person), "会員名": ("member_name", .person),
    "担当者": ("owner", .person), "営業担当者": ("owner", .person), "担当者名": ("owner", .person),
    "会社": ("company_name", .company), "会社名": ("company_name", .company),
    "企業名": ("company_name", .company), "法人名": ("company_name", .company),
    "勤務先": ("company_name", .company), "部署": ("department", .text), "部署名": ("department", .text),
    "役職": ("job_title", .text), "業種": ("industry", .text), "生年月日": ("birth_date", .date),
    "誕生日": ("birth_date", .date), "住所": ("address", .text), "市区町村": ("city", .text),
    "国": ("country", .text), "備考": ("note", .text), "メモ": ("note", .text), "内容": ("content", .text),
    "対象": ("subject", .text), "宛先": ("recipient", .text), "開始日": ("from_on", .date),
    "終了日": ("until_on", .date), "期限日": ("until_on", .date), "有効期限": ("until_on", .date),
    "商品種別": ("product_type", .choice), "従業員数": ("employees", .int),
    "メルマガ許可": ("email_permission", .bool), "メール配信許可": ("email_permission", .bool),
    "LINE配信許可": ("line_permission", .bool), "SMS配信許可": ("sms_permission", .bool),
    "アプリpush許可": ("push_permission", .bool), "ページタイトル": ("page_title", .text),
  ]

  /// What a header is about, in front of one of `endings`.
  static let stems: [String: String] = [
    "顧客": "customer", "お客様": "customer", "会員": "member", "契約": "contract", "商品": "product",
    "商品種別": "product_type", "注文": "order", "受注": "order", "店舗": "store", "スタッフ": "staff",
    "予約": "reservation", "来店予約": "reservation", "見積": "quote", "資料": "document",
    "資料請求": "request", "商談": "deal", "失注": "lost", "活動": "activity", "イベント": "event",
    "キャンペーン": "campaign", "クーポン": "coupon", "送信": "send", "配信": "delivery",
    "除外": "suppression", "許諾": "consent", "問合せ": "inquiry", "請求": "invoice", "ビジター": "visitor",
    "ページ": "page", "リンク": "link", "従業員": "employee", "更新": "updated", "最終更新": "updated",
    "登録": "registered", "作成": "created", "発生": "occurred", "購入": "bought", "申込": "applied",
    "開始": "started", "終了": "ended", "契約開始": "started", "契約終了": "ended", "解約": "cancelled",
    "利用": "used", "付与": "granted", "閲覧": "viewed", "来店": "visited", "支払": "payment",
    "入会": "joined", "退会": "left", "入金": "paid", "出荷": "shipped", "FCM": "fcm",
  ]

  /// How headers end, what that adds to the name if a word ends before it, and the type it stands
  /// for; the first that fits counts, so a longer ending stands before its own end.
  static let endings: [(ending: String, name: String?, type: FieldType)] = [
    ("日時", "at", .timestamp), ("年月日", "on", .date), ("日付", "date", .date), ("日", "on", .date),
    ("メールアドレス", "email", .email), ("携帯電話番号", "phone", .phone), ("電話番号", "phone", .phone),
    ("郵便番号", "postal_code", .postal), ("都道府県", "prefecture", .prefecture),
    ("ID", "id", .id), ("Id", "id", .id), ("番号", "number", .id), ("コード", "code", .id),
    ("No", "number", .id), ("トークン", "token", .token), ("URL", "url", .url),
    ("フリガナ", "kana", .kana), ("カナ", "kana", .kana), ("氏名", "name", .person),
    ("者名", nil, .person), ("様名", nil, .person), ("スタッフ名", "staff_name", .person),
    ("担当者", "owner", .person), ("会社名", "company", .company), ("保険料", "premium", .money),
    ("金額", "amount", .money), ("料金", "fee", .money), ("価格", "price", .money),
    ("単価", "unit_price", .money), ("売上", "sales", .money), ("数量", "quantity", .int),
    ("回数", "count", .int), ("件数", "count", .int), ("人数", "count", .int), ("員数", nil, .int),
    ("年齢", "age", .int), ("ポイント", "points", .int), ("許可", "permission", .bool),
    ("フラグ", "flag", .bool), ("有無", "flag", .bool), ("可否", "flag", .bool), ("同意", "consent", .bool),
    ("種別", "kind", .choice), ("種類", "kind", .choice), ("区分", "class", .choice),
    ("分類", "category", .choice), ("カテゴリ", "category", .choice), ("カテゴリー", "category", .choice),
    ("ステータス", "status", .choice), ("状態", "state", .choice), ("フェーズ", "phase", .choice),
    ("ランク", "rank", .choice), ("性別", "gender", .choice), ("チャネル", "channel", .choice),
    ("チャンネル", "channel", .choice), ("住所", "address", .text), ("内容", "content", .text),
    ("理由", "reason", .text), ("タイトル", "title", .text), ("件名", "title", .text), ("名", "name", .text),
  ]

  /// The last words of ASCII headers such as `updated_at`, longest first.
  static let lastWords: [(words: String, type: FieldType)] = [
    ("line_id", .lineID), ("first_name", .person), ("last_name", .person), ("full_name", .person),
    ("given_name", .person), ("family_name", .person), ("customer_name", .person),
    ("member_name", .person), ("staff_name", .person), ("company_name", .company),
    ("email_address", .email), ("e_mail", .email), ("phone_number", .phone),
    ("postal_code", .postal), ("zip_code", .postal), ("opt_in", .bool), ("id", .id), ("code", .id),
    ("number", .id), ("no", .id), ("email", .email), ("mail", .email), ("phone", .phone),
    ("mobile", .phone), ("tel", .phone), ("zip", .postal), ("postcode", .postal),
    ("prefecture", .prefecture), ("company", .company), ("kana", .kana), ("name", .text),
    ("address", .text), ("note", .text), ("notes", .text), ("comment", .text), ("title", .text),
    ("reason", .text), ("description", .text), ("at", .timestamp), ("datetime", .timestamp),
    ("timestamp", .timestamp), ("on", .date), ("date", .date), ("birthday", .date),
    ("amount", .money), ("price", .money), ("fee", .money), ("total", .money), ("count", .int),
    ("quantity", .int), ("qty", .int), ("age", .int), ("points", .int), ("flag", .bool),
    ("permission", .bool), ("url", .url), ("token", .token), ("status", .choice),
    ("type", .choice), ("kind", .choice), ("category", .choice), ("class", .choice),
    ("phase", .choice), ("rank", .choice), ("gender", .choice), ("channel", .choice),
  ]
}
