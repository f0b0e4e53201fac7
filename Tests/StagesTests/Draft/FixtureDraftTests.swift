import Foundation
import Pipeline
import Stages
import Table
import Testing

/// The fixture's exports, which hold one dirty cell in seven, drafted and compared with the
/// definitions that people wrote for them.
@Suite("Drafts of the fixture's exports")
struct FixtureDraftTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    let source: String
    /// Headers whose type is guessed otherwise than people wrote it.
    var types: [String: FieldType] = [:]
    /// The headers of the key, if guessed otherwise.
    var key: [String]?
    var mode: SourceDefinition.Mode?

    var testDescription: String { file }
  }

  static let cases = [
    Case(file: "activities_1.csv", source: "activities"),
    // Nobody has a campaign twice in it.
    Case(file: "campaign_grants.csv", source: "campaign_grants", key: ["顧客ID"]),
    Case(file: "consent_events_1.csv", source: "consent_events", types: ["トピック": .text]),
    Case(file: "contracts_A.csv", source: "contracts"),
    Case(file: "contracts_B.csv.gz", source: "contracts", types: ["商品種別": .choice]),
    Case(file: "customers_01.csv", source: "customers"),
    Case(file: "deals.csv", source: "deals"),
    Case(file: "delivery_events_0.csv", source: "delivery_events"),
    Case(
      file: "document_requests_1.csv", source: "document_requests", types: ["商品種別": .choice]),
    Case(file: "line_members.csv", source: "line_members", mode: .append),
    Case(file: "quotes_1.csv", source: "quotes"), Case(file: "quotes_2.csv", source: "quotes"),
    Case(file: "reservations_east.csv", source: "reservations"),
    Case(file: "reservations_west.csv", source: "reservations"),
    Case(file: "suppressions.csv", source: "suppressions", types: ["理由": .text]),
    Case(file: "web_access_01.csv.gz", source: "web_access"),
    Case(file: "web_access_03.csv.gz", source: "web_access"),
  ]

  @Test("encoding, delimiter, key and types are what people wrote", arguments: cases)
  func compare(_ example: Case) throws {
    let written = try #require(
      try PipelineDefinition.load(folder: Checkout.pipeline).source(example.source))
    let drafted = try Drafting(path: Checkout.exports + example.file).definition
    #expect(drafted.encoding == written.encoding)
    #expect(drafted.delimiter == written.delimiter)
    #expect(drafted.skipLines == written.skipLines)
    #expect(drafted.mode == example.mode ?? written.mode)
    #expect(
      drafted.newestBy.map { drafted.column($0)?.type } == written.newestBy.map { _ in .timestamp })
    func headers(_ key: [String], _ source: SourceDefinition) -> [String] {
      key.compactMap { source.column($0)?.header }
    }
    #expect(headers(drafted.key, drafted) == example.key ?? headers(written.key, written))
    for column in written.columns where !column.isReading && !column.isOptional {
      let guess = drafted.columns.first { Self.fold($0.header) == Self.fold(column.header) }
      #expect(
        guess?.type == example.types[column.header] ?? column.type, "\(column.header)")
    }
  }

  /// The fixture writes some headers in full width.
  private static func fold(_ header: String) -> String {
    header.precomposedStringWithCompatibilityMapping
  }

  @Test("every export of the fixture gives a draft that checks, the same each time, of no person")
  func all() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Checkout.exports)
    #expect(files.count > 30)
    let personal = try Regex("C[0-9]{7}|@[a-z]|0[789]0-?[0-9]{4}|U[0-9a-f]{32}|〒|様|20[0-9]{2}-[01]")
    for file in files {
      let draft = try Drafting(path: Checkout.exports + file)
      #expect(try Drafting(path: Checkout.exports + file).yaml.utf8.elementsEqual(draft.yaml.utf8))
      #expect(draft.yaml.firstMatch(of: personal) == nil, "\(file)")
    }
  }
}
