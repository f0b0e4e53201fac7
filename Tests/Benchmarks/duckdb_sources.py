"""The thirteen sources of pipelines/insurance/sources, as far as a comparison needs them."""

FORM = [
    ("form_email", "メールアドレス", "email"), ("form_phone", "携帯電話番号", "phone"),
    ("form_family_name", "姓", "person"), ("form_given_name", "名", "person"),
    ("form_prefecture", "都道府県", "prefecture"), ("form_email_permission", "メルマガ許可", "bool"),
    ("form_sms_permission", "SMS配信許可", "bool")]
FORM_KEYS = [
    ("form_family_name_key", "姓", "person_key"), ("form_given_name_key", "名", "person_key")]
PRODUCT = [
    ("product_type_id", "商品種別ID", "id"), ("product_type", "商品種別", "text"),
    ("product_id", "商品ID", "id"), ("product_name", "商品名", "text")]
CUSTOMER = ("customer_id", "顧客ID", "id")
UPDATED = ("updated_at", "更新日時", "timestamp")
CHANNELS = "email line sms push phone ads all"


def codes(words):
    return {word: [] for word in words.split()}


def source(files, encoding, key, columns, newest_by=None):
    return {"files": files, "encoding": encoding, "key": key, "columns": columns,
            "newest_by": newest_by}


SOURCES = {
    "activities": source("activities*.csv*", "cp932", ["activity_id"], [
        ("activity_id", "活動ID", "id"), CUSTOMER,
        ("kind", "種別", "choice", {
            "call": ["架電"], "meeting": ["商談"], "card": ["名刺交換"], "seminar": ["セミナー参加"],
            "form": ["フォーム通過"], "email_click": ["メールクリック"], "download": ["資料DL"],
            "claim": ["クレーム"]}),
        ("occurred_at", "活動日時", "timestamp"), ("note", "内容", "text")]),
    "campaign_grants": source("campaign_grants*.csv*", "cp932", ["customer_id", "campaign_id"], [
        CUSTOMER, ("campaign_id", "キャンペーンID", "id"), ("campaign_name", "キャンペーン名", "text"),
        ("granted_on", "付与日", "date"), ("used_on", "利用日", "date"), UPDATED], "updated_at"),
    "consent_events": source("consent_events*.csv*", "utf-8", ["consent_id"], [
        ("consent_id", "許諾イベントID", "id"), CUSTOMER, ("address", "宛先", "text"),
        ("channel", "チャネル", "choice", codes(CHANNELS)), ("topic", "トピック", "id"),
        ("action", "種別", "choice", codes("opt_in opt_out")), ("occurred_at", "発生日時", "timestamp"),
        ("origin", "取得元", "text"), ("until_on", "期限日", "date"),
        ("address_email", "宛先", "email"), ("address_phone", "宛先", "phone"),
        ("address_line_id", "宛先", "line_id"), ("address_token", "宛先", "token")]),
    "contracts": source("contracts*.csv*", "cp932", ["contract_id"], [
        ("contract_id", "契約ID", "id"), CUSTOMER,
        ("line_of_business", "保険区分", "choice", {"life": ["生命"], "nonlife": ["損害"]}), *PRODUCT,
        ("status", "契約ステータス", "choice", {
            "active": ["契約中"], "cancelled": ["解約"], "matured": ["満期"], "lapsed": ["失効"]}),
        ("started_on", "契約開始日", "date"), ("ended_on", "契約終了日", "date"),
        ("next_renewal_on", "次回契約更新日", "date"), ("last_renewal_on", "前回契約更新日", "date"),
        ("renewals", "更新回数", "int"), ("paid_total", "累計支払金額", "money"), UPDATED], "updated_at"),
    "customers": source("customers*.csv*", "cp932", ["customer_id"], [
        CUSTOMER, ("family_name", "姓", "person"), ("given_name", "名", "person"),
        ("family_kana", "セイ", "kana"), ("given_kana", "メイ", "kana"),
        ("company_name", "会社名", "company"), ("department", "部署", "text"),
        ("job_title", "役職", "text"), ("industry", "業種", "text"), ("employees", "従業員数", "int"),
        ("email", "メールアドレス", "email"), ("email_sub", "サブメールアドレス", "email"),
        ("phone", "携帯電話番号", "phone"), ("line_id", "LINE ID", "line_id"),
        ("fcm_token", "FCMトークン", "token"), ("birth_date", "生年月日", "date"),
        ("gender", "性別", "choice", {
            "male": ["男性", "男", "M", "1"], "female": ["女性", "女", "F", "2"],
            "other": ["その他", "9"], "unknown": ["不明", "回答しない", "0"]}),
        ("postal_code", "郵便番号", "postal"), ("prefecture", "都道府県", "prefecture"),
        ("address", "住所", "text"), ("email_permission", "メルマガ許可", "bool"),
        ("line_permission", "LINE配信許可", "bool"), ("sms_permission", "SMS配信許可", "bool"),
        ("push_permission", "アプリpush許可", "bool"),
        ("app_last_login_at", "アプリ最終ログイン日時", "timestamp"),
        ("handling_status", "対応状況", "text"), ("registered_at", "登録日時", "timestamp"), UPDATED,
        ("family_name_key", "姓", "person_key"), ("given_name_key", "名", "person_key")],
        "updated_at"),
    "deals": source("deals*.csv*", "cp932", ["deal_id"], [
        ("deal_id", "商談ID", "id"), CUSTOMER, ("name", "商談名", "text"),
        ("phase", "フェーズ", "choice", {
            "open": ["進行中"], "won": ["受注"], "lost": ["失注"], "pending": ["保留"]}),
        ("lost_on", "失注日", "date"), ("lost_reason", "失注理由", "text"),
        ("owner", "営業担当者", "person"), ("amount", "金額", "money"), UPDATED], "updated_at"),
    "delivery_events": source("delivery_events*.csv*", "utf-8", ["event_id"], [
        ("event_id", "イベントID", "id"), ("send_id", "送信ID", "id"),
        ("kind", "種別", "choice", codes(
            "delivered open click hard_bounce soft_bounce complaint unsubscribe")),
        ("occurred_at", "発生日時", "timestamp"), ("link_url", "リンクURL", "url")]),
    "document_requests": source("document_requests*.csv*", "utf-8", ["request_id"], [
        ("request_id", "資料請求ID", "id"), CUSTOMER, ("document_id", "資料ID", "id"),
        ("document_name", "資料名", "text"), ("requested_at", "資料請求日時", "timestamp"),
        *PRODUCT, *FORM, *FORM_KEYS]),
    "line_members": source("line_members*.csv*", "utf-8", ["line_id"], [
        ("line_id", "LINE ID", "line_id"), CUSTOMER, ("joined_at", "LINE会員登録日時", "timestamp"),
        ("line_permission", "LINE配信許可", "bool"), ("blocked_at", "ブロック日時", "timestamp")]),
    "quotes": source("quotes*.csv*", "utf-8", ["quote_id"], [
        ("quote_id", "見積ID", "id"), CUSTOMER, ("quoted_at", "見積日時", "timestamp"),
        *PRODUCT, *FORM, *FORM_KEYS]),
    "reservations": source("reservations*.csv*", "cp932", ["reservation_id"], [
        ("reservation_id", "来店予約ID", "id"), CUSTOMER, ("reserved_at", "来店予約日時", "timestamp"),
        ("visit_due_at", "来店予定日時", "timestamp"), ("visited_at", "来店日時", "timestamp"),
        ("cancelled_at", "来店キャンセル日時", "timestamp"), *PRODUCT, ("store_id", "店舗ID", "id"),
        ("store_name", "店舗名", "text"), ("staff_id", "スタッフID", "id"),
        ("staff_name", "スタッフ名", "person"), ("topic", "相談内容", "text"),
        ("topic_source", "相談のきっかけ", "text"), *FORM, UPDATED, *FORM_KEYS], "updated_at"),
    "suppressions": source("suppressions*.csv*", "cp932", ["suppression_id"], [
        ("suppression_id", "除外ID", "id"),
        ("subject_type", "対象種別", "choice", codes(
            "customer email email_domain phone line_id token")),
        ("subject", "対象", "text"), ("channel", "チャネル", "choice", codes(CHANNELS)),
        ("reason", "理由", "choice", codes(
            "complaint_handling legal deceased internal competitor other")),
        ("from_on", "開始日", "date"), ("until_on", "終了日", "date"),
        ("subject_customer_id", "対象", "id"), ("subject_email", "対象", "email"),
        ("subject_domain", "対象", "id"), ("subject_phone", "対象", "phone"),
        ("subject_line_id", "対象", "line_id"), ("subject_token", "対象", "token")]),
    "web_access": source("web_access*.csv*", "utf-8", ["access_id"], [
        ("access_id", "webアクセスログID", "id"), ("visitor_id", "ビジターID", "id"), CUSTOMER,
        ("viewed_at", "閲覧日時", "timestamp"), ("page_url", "ページURL", "url"),
        ("page_title", "ページタイトル", "text")]),
}
