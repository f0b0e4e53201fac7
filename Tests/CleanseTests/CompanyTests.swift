import Cleanse
import Table
import Testing

@Suite("company")
struct CompanyTests {
  @Test(
    "spells out the legal form where it stands",
    arguments: [
      Case("in brackets", "(株)山田商店", "株式会社山田商店"),
      Case("as one sign", "㈱山田商店", "株式会社山田商店"),
      Case("wide with a space", "（株） 山田商店", "株式会社山田商店"),
      Case("half a bracket", "株)山田商店", "株式会社山田商店"),
      Case("the other half", "(株山田商店", "株式会社山田商店"),
      Case("behind", "山田商店㈱", "山田商店株式会社"),
      Case("behind in brackets", "山田商店（株）", "山田商店株式会社"),
      Case("behind, half a bracket", "山田商店(株", "山田商店株式会社"),
      Case("before a branch after a space", "㈱山田商店　大阪支店", "株式会社山田商店 大阪支店"),
      Case("between name and branch", "山田(株)大阪支店", "山田株式会社大阪支店"),
      Case("spaces around the form", "山田 (株) 大阪支店", "山田株式会社大阪支店"),
      Case("the middle of a name", "山田(株)商事", "山田(株)商事"),
      Case("the form in full in brackets", "（株式会社）山田商店", "株式会社山田商店"),
      Case("the same behind", "山田商店(有限会社)", "山田商店有限会社"),
      Case("the same before a branch", "山田(株式会社)大阪支店", "山田株式会社大阪支店"),
      Case("the same in the middle", "山田(株式会社)商事", "山田(株式会社)商事"),
      Case("a bracket before the old spelling", "(株式會社山田", "(株式会社山田"),
      Case("a bracket too many", "山田((株)大阪支店", "山田(株式会社大阪支店"),
      Case("old kanji", "株式會社山田", "株式会社山田"),
      Case("katakana", "カブシキガイシャ 山田", "株式会社山田"),
      Case("hiragana", "山田かぶしきがいしゃ", "山田株式会社"),
      Case("squared", "㍿山田", "株式会社山田"),
      Case("written in full", "有限会社 山田", "有限会社山田"),
      Case("(合) could be three forms", "(合) 山田", "(合) 山田"),
      Case("NPO", "ＮＰＯ法人 海の会", "特定非営利活動法人海の会"),
      Case("Latin forms stay", "ＡＢＣ　Ｃｏ．，Ｌｔｄ．", "ABC Co.,Ltd."),
      Case("K.K.", "㏍ ABC", "K.K. ABC"),
      Case("no form", "カブトムシ研究所", "カブトムシ研究所"),
      Case("a form that forms around another", "医療法人 社団 緑会", "医療法人社団緑会"),
      Case("null words are names", "なし", "なし"),
      Case("only a form", "㈱", "株式会社"),
      Case("blank", "　", .null),
    ])
  func reads(_ example: Case) { check(example, with: Cleanser(type: .company)) }

  @Test(
    "knows every mark",
    arguments: [
      ("(有)", "有限会社"), ("(同)", "合同会社"), ("(資)", "合資会社"), ("(名)", "合名会社"),
      ("(社)", "社団法人"), ("(財)", "財団法人"), ("(一社)", "一般社団法人"), ("(一財)", "一般財団法人"),
      ("(公社)", "公益社団法人"), ("(公財)", "公益財団法人"), ("(医)", "医療法人"),
      ("(医社)", "医療法人社団"), ("(学)", "学校法人"), ("(福)", "社会福祉法人"),
      ("(社福)", "社会福祉法人"), ("(宗)", "宗教法人"), ("(相)", "相互会社"), ("(大)", "国立大学法人"),
      ("(地独)", "地方独立行政法人"), ("(管)", "管理組合法人"), ("(特非)", "特定非営利活動法人"),
      ("(独)", "独立行政法人"), ("(弁)", "弁護士法人"), ("(税)", "税理士法人"), ("(行)", "行政書士法人"),
      ("(司)", "司法書士法人"), ("(農)", "農事組合法人"), ("(協)", "協同組合"),
    ])
  func marks(_ mark: String, _ form: String) {
    let cleanser = Cleanser(type: .company)
    #expect(cleanser.result(mark + "緑") == .text(form + "緑"))
    #expect(cleanser.result("緑 " + mark) == .text("緑" + form))
    #expect(Cleanser(type: .companyKey).result("緑" + mark) == "緑")
  }

  @Test(
    "reads the kana of bank transfers only in kana names",
    arguments: [
      Case("behind", "ﾔﾏﾀﾞ ｼｮｳﾃﾝ(ｶ", "ヤマダ ショウテン株式会社"),
      Case("in front", "ｶ)ﾔﾏﾀﾞ", "株式会社ヤマダ"),
      Case("in front with a space", "ユ） ヤマダ", "有限会社ヤマダ"),
      Case("between", "ヤマダ(ド)オオサカ", "ヤマダ合同会社オオサカ"),
      Case("with kana signs", "シヤ)ア・イー゛゜", "社団法人ア・イー゛゜"),
      Case("long kana", "トクヒ)ウミノカイ", "特定非営利活動法人ウミノカイ"),
      Case("a name in kanji", "カ)山田", "カ)山田"),
      Case("kanji behind", "ヤマダ(カ)支店", "ヤマダ(カ)支店"),
      Case("both brackets in front", "(カ)ヤマダ", "(カ)ヤマダ"),
      Case("both brackets behind", "ヤマダ(カ)", "ヤマダ(カ)"),
      Case("the front form behind", "ヤマダカ)", "ヤマダカ)"),
      Case("punctuation that is no kana", "カ)ヤマダ、", "カ)ヤマダ、"),
      Case("alone", "カ)", "カ)"),
    ])
  func bankKana(_ example: Case) { check(example, with: Cleanser(type: .company)) }

  @Test(
    "knows every kana",
    arguments: [
      ("カ", "株式会社"), ("ユ", "有限会社"), ("ド", "合同会社"), ("シ", "合資会社"), ("メ", "合名会社"),
      ("イ", "医療法人"), ("ザイ", "財団法人"), ("シヤ", "社団法人"), ("ガク", "学校法人"),
      ("シユウ", "宗教法人"), ("フク", "社会福祉法人"), ("ソ", "相互会社"),
      ("トクヒ", "特定非営利活動法人"), ("ドク", "独立行政法人"), ("チドク", "地方独立行政法人"),
      ("ベン", "弁護士法人"), ("シホウ", "司法書士法人"), ("ゼイ", "税理士法人"), ("ギヨ", "行政書士法人"),
      ("ロウム", "社会保険労務士法人"), ("ダイ", "国立大学法人"), ("ノウ", "農事組合法人"),
      ("カンリ", "管理組合法人"),
    ])
  func kana(_ kana: String, _ form: String) {
    let cleanser = Cleanser(type: .company)
    #expect(cleanser.result(kana + ")ミドリ") == .text(form + "ミドリ"))
    #expect(cleanser.result("ミドリ(" + kana) == .text("ミドリ" + form))
    #expect(cleanser.result("ミドリ(" + kana + ")アオ") == .text("ミドリ" + form + "アオ"))
  }

  @Test(
    "counts a mark before a branch",
    arguments: ["支店", "支社", "営業所", "事業所", "工場", "本社", "本店", "店", "部", "課", "東京第一営業所"])
  func branches(_ branch: String) {
    #expect(Cleanser(type: .company).result("緑(株)" + branch) == .text("緑株式会社" + branch))
  }

  @Test("a definition adds legal forms, and they win")
  func addedForms() {
    let forms = [
      LegalForm(mark: "(特)", form: "特殊会社"), LegalForm(mark: "ＧＫ", form: "合同会社"),
      LegalForm(mark: "(協)", form: "協業組合"),
    ]
    let cleanser = Cleanser(type: .company, legalForms: forms)
    #expect(cleanser.result("（特） 緑") == "特殊会社緑")
    #expect(cleanser.result("GK緑") == "合同会社緑")
    #expect(cleanser.result("(協)緑") == "協業組合緑")
    let key = Cleanser(type: .companyKey, legalForms: forms)
    #expect(key.result("緑(特)") == "緑")
  }
}
