import Foundation
import Testing

/// Published tables as text.
@Suite(.preparedStore())
struct ShowTests {
  /// A name that `show` takes, and where its table is published.
  struct Shown: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let stage: String
    let table: String

    init(_ name: String, _ stage: String, _ table: String) {
      testDescription = name
      self.stage = stage
      self.table = table
    }

    static let all = [
      Shown("clean/customers", "cleanse", "customers"),
      Shown("clean/consent_events", "cleanse", "consent_events"),
      Shown("marts/document_requests", "derive", "document_requests"),
      Shown(
        "segments/document_request_contract", "segment", "segment_document_request_contract"),
      Shown("files", "cleanse", "files"), Shown("headers", "ingest", "headers"),
      Shown("quarantine", "cleanse", "quarantine"), Shown("issues", "cleanse", "issues"),
      Shown("known", "derive", "known"), Shown("links", "derive", "links"),
      Shown("segments", "segment", "segments"), Shown("waterfall", "segment", "waterfall"),
      Shown("conservation", "manifest", "conservation"),
      Shown("exclusions", "manifest", "exclusions"),
    ]
  }

  @Test("the three formats show the same published rows", arguments: Shown.all)
  func formats(_ shown: Shown) throws {
    let database = try StageDatabase(PreparedStore.store.stageFile(shown.stage))
    let columns = try database.texts("SELECT name FROM pragma_table_info('\(shown.table)')")
    let count = try database.count("SELECT count(*) FROM \"\(shown.table)\"")
    #expect(count > 0)

    let records = CSVText.records(try Self.show(shown, "csv"))
    #expect(records.first == columns)
    #expect(records.count == count + 1)
    let lines = try Self.show(shown, "table").split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == count + 2)
    #expect(lines.first?.split(separator: " ").map { String($0) } == columns)

    let objects = try JSONObject.lines(Self.show(shown, "jsonl"))
    #expect(objects.count == count)
    for (object, record) in zip(objects, records.dropFirst()) {
      #expect(Set(object.keys) == Set(columns))
      let cells = columns.map { Self.guarded(object[$0]) }
      #expect(cells == record)
    }
  }

  @Test(
    "rows come in the byte order of the key",
    arguments: ["clean/customers", "marts/document_requests"])
  func order(_ name: String) throws {
    let result = try PreparedStore.store.meibo("show \(name) --format csv")
    let keys = CSVText.records(result.output).dropFirst().map { Array($0[0].utf8) }
    #expect(keys.elementsEqual(keys.sorted { $0.lexicographicallyPrecedes($1) }))
  }

  @Test("booleans, numbers, times and nothing keep their kinds in JSON")
  func kinds() throws {
    let result = try PreparedStore.store.meibo("show marts/document_requests --format jsonl")
    let row = try #require(result.lines.first { $0.contains(#""request_id":"DR90000001""#) })
    for part in [
      #""email_permission":true"#, #""contract_flag":false"#, #""days_since_request":1"#,
      #""requested_on":"2026-11-20""#, #""requested_at":"2026-11-20T10:15:00""#,
    ] {
      #expect(row.contains(part), "\(part)")
    }
    #expect(row.contains(#""email_sub":null"#))
  }

  @Test("exclusions are those of the manifest, with the other reasons that held")
  func exclusions() throws {
    let shown = try JSONObject.lines(
      try PreparedStore.store.meibo("show exclusions --format jsonl").output)
    let handedOver = try JSONObject.lines(try PreparedStore.store.unpacked("exclusions.jsonl"))
    func told(_ row: JSONObject) -> [String?] {
      [
        "send_id", "scenario_id", "step", "channel", "subject_key", "customer_id", "reason",
        "detail",
      ].map { row.text($0) }
    }
    let ids = shown.compactMap { $0.text("send_id") }
    #expect(ids == ids.sorted() && !ids.isEmpty)
    #expect(Set(shown.map(told)) == Set(handedOver.map(told)))
    let also = shown.map { row in
      (reason: row.text("reason"), others: row["also"]?.list?.map { Self.cell($0) } ?? [])
    }
    #expect(also.contains { !$0.others.isEmpty } && also.contains { $0.others.isEmpty })
    for row in also { #expect(!row.others.contains(row.reason ?? "")) }
  }

  private static func show(_ shown: Shown, _ format: String) throws -> String {
    let result = try PreparedStore.store.meibo(
      "show \(shown.testDescription) --format \(format)")
    #expect(result.exitCode == 0)
    #expect(result.errors == "")
    return result.output
  }

  /// The same with `'` before text that would be a formula.
  private static func guarded(_ value: JSONValue?) -> String {
    guard case .text(let text) = value, let first = text.first, "=+-@".contains(first) else {
      return cell(value)
    }
    return "'" + text
  }

  /// A JSON value as it stands in CSV.
  private static func cell(_ value: JSONValue?) -> String {
    switch value {
    case .text(let text): text
    case .bool(let value): value ? "true" : "false"
    case .number(let number): String(Int(number))
    case .list(let items): "[" + items.map { "\"\(cell($0))\"" }.joined(separator: ",") + "]"
    default: ""
    }
  }
}
