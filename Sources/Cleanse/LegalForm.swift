/// A mark of a legal form and the form it stands for, such as `(株)` and `株式会社`.
///
/// A mark with a bracket is read at the start or end of a name and before a branch; one without is
/// read wherever it stands. The form itself counts as a legal form too: spaces beside it go, and the
/// company key leaves it out.
public struct LegalForm: Sendable, Equatable {
  /// What exports write; compared after `Fold`.
  public var mark: String
  /// What it becomes.
  public var form: String

  /// A mark and its form.
  public init(mark: String, form: String) {
    self.mark = mark
    self.form = form
  }

  /// Marks that are built in.
  static let marks = pairs(
    """
    (株)=株式会社 株)=株式会社 (株=株式会社 株式會社=株式会社
    カブシキガイシャ=株式会社 かぶしきがいしゃ=株式会社
    (有)=有限会社 (同)=合同会社 (資)=合資会社 (名)=合名会社
    (社)=社団法人 (財)=財団法人 (一社)=一般社団法人 (一財)=一般財団法人
    (公社)=公益社団法人 (公財)=公益財団法人 (医)=医療法人 (医社)=医療法人社団
    (学)=学校法人 (福)=社会福祉法人 (社福)=社会福祉法人 (宗)=宗教法人 (相)=相互会社
    (大)=国立大学法人 (地独)=地方独立行政法人 (管)=管理組合法人
    (特非)=特定非営利活動法人 NPO法人=特定非営利活動法人 (独)=独立行政法人
    (弁)=弁護士法人 (税)=税理士法人 (行)=行政書士法人 (司)=司法書士法人
    (農)=農事組合法人 (協)=協同組合
    """)

  /// The kana that bank transfers use, without bracket.
  static let bankKana = pairs(
    """
    カ=株式会社 ユ=有限会社 ド=合同会社 シ=合資会社 メ=合名会社 イ=医療法人
    ザイ=財団法人 シヤ=社団法人 ガク=学校法人 シユウ=宗教法人 フク=社会福祉法人
    ソ=相互会社 トクヒ=特定非営利活動法人 ドク=独立行政法人 チドク=地方独立行政法人
    ベン=弁護士法人 シホウ=司法書士法人 ゼイ=税理士法人 ギヨ=行政書士法人
    ロウム=社会保険労務士法人 ダイ=国立大学法人 ノウ=農事組合法人 カンリ=管理組合法人
    """)

  private static func pairs(_ text: String) -> [LegalForm] {
    text.split(whereSeparator: \.isWhitespace).map { pair in
      let parts = pair.split(separator: "=")
      return LegalForm(mark: String(parts[0]), form: String(parts[1]))
    }
  }
}
