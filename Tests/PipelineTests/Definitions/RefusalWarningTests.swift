import Testing

@testable import Pipeline

/// What nobody would hear of is warned of.
struct RefusalWarningTests {
  private static let unheard = [
    "consent.yml:2:11: warning: e-mail is sent, but no source says who refused it since",
    "  help: add one to consent.yml: 'events', 'suppressions' or 'delivery_events'",
  ]
  private static let unopened = [
    "scenarios/thanks.yml:20:9: warning: open(A) never holds: consent.yml has no 'delivery_events'",
    "  help: everybody goes the way of 'else': name the source of opens and clicks there",
  ]
  private static let suppressions = """
    source: suppressions
    files: suppressions*.csv
    key: suppression_id
    columns:
      - {name: suppression_id, header: ID, type: id}
      - {name: subject_type, header: 種類, type: choice, choices: [email]}
      - {name: channel, header: チャネル, type: text}
      - {name: reason, header: 理由, type: text}
      - {name: from_on, header: 開始日, type: date}
      - {name: until_on, header: 終了日, type: date}
      - {name: subject_customer_id, header: 顧客ID, type: id}
      - {name: subject_email, header: メール, type: email}
      - {name: subject_domain, header: ドメイン, type: id}
      - {name: subject_phone, header: 電話, type: phone}
      - {name: subject_line_id, header: LINE, type: line_id}
      - {name: subject_token, header: トークン, type: token}
    """

  private func warnings(_ folder: DefinitionFolder) throws -> [String] {
    try folder.write { path in
      try Plan(checking: PipelineDefinition.load(folder: path)).warnings
        .flatMap { $0.rendered.replacing(path + "/", with: "").split(separator: "\n") }
        .map(String.init)
    }
  }

  @Test("without a source of refusals and of opens both are missed, by branch and by mail")
  func none() throws {
    let folder = DefinitionFolder("consent.yml", "delivery_events: delivery_events", "")
    #expect(try warnings(folder) == Self.unheard + Self.unopened)
  }

  @Test("a click further down is one, too; a source of refusals tells of no opens")
  func nested() throws {
    var folder = DefinitionFolder(
      "consent.yml", "delivery_events: delivery_events", "suppressions: suppressions")
    folder.files["sources/suppressions.yml"] = Self.suppressions
    folder.replace("scenarios/thanks.yml", "if: open(A)", "if: click(A)")
    #expect(
      try warnings(folder) == [
        Self.unopened[0].replacing("open(A)", with: "click(A)"), Self.unopened[1],
      ])
  }

  @Test("nothing is missed with them, nor without e-mail and branches")
  func whole() throws {
    #expect(try warnings(DefinitionFolder()) == [])
    var folder = DefinitionFolder("consent.yml", "delivery_events: delivery_events", "")
    folder.files["scenarios/thanks.yml"] = nil
    #expect(try warnings(folder) == [])
  }
}
