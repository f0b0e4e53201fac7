import Testing

@testable import Pipeline

struct RefusalHeaderTests {
  @Test(
    "a header under which a yes is a no",
    arguments: [
      "配信停止", "配信停止フラグ", "メルマガ拒否", "配信不要", "DM不可", "メルマガ解除", "オプトアウト", "配信NG", "ＮＧフラグ", "NG",
      "送信禁止", "配信除外", "配信しない", "希望しない", "受け取らない", "希望しません", "DM辞退", "連絡禁止", "退会フラグ", "ブラックリスト",
      "営業お断り", "配信対象外", "ブロック中", "メール不達", "メールエラー", "削除フラグ", "未同意",
      "HasOptedOutOfEmail", "HasOptedOutOfFax", "Email Opt Out", "mail_opt_out", "optout",
      "emailOptOut",
      "hs_email_optout", "EMAILOPTOUT", "Unsubscribed", "unsubscribe_flag", "GloballyUnsubscribed",
      "Do Not Email", "do_not_contact", "DoNotCall", "donotbulkemail", "Don't Mail", "No Email",
      "no_mail", "NoContact", "DNC", "is_dnc", "email_ng", "not_subscribed", "NotSubscribed",
      "Email Suspended", "suppressed", "isBlocked", "Black Listed", "bounced", "Ｏｐｔ　Ｏｕｔ",
    ])
  func refusal(_ header: String) { #expect(FieldDefinition.isRefusal(header: header)) }

  @Test(
    "a header under which a yes is a yes, or that is no answer",
    arguments: [
      "メルマガ許可", "配信可否", "配信希望", "LINE配信許可", "同意", "許可", "メール", "備考", "要否", "", "opt_in", "OptIn",
      "Email Permission", "notification_ok", "consent", "subscribed", "Customer No", "No.",
      "number",
      "note", "shipping", "rating", "English", "exclusive", "northern", "abandon_total",
    ])
  func other(_ header: String) { #expect(!FieldDefinition.isRefusal(header: header)) }
}
