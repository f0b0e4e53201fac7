import Crypto
import Foundation
import Store
import Table
import Testing

@testable import Stages

@Suite("Hashes of erased people in what is remembered")
struct ErasedSubjectTests {
  private static let key = "0123456789abcdef"
  private static let subjects = ErasedSubjects(key: key)

  /// What stands for a subject, made as docs/decisions/0013 says.
  private static func hash(_ kind: ErasureMark.Kind, _ value: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(kind.rawValue)\0\(value)".utf8), using: SymmetricKey(data: Data(key.utf8)))
    return "erased:" + code.map { String(format: "%02x", $0) }.joined()
  }

  @Test("a hash is the keyed code of kind and value", arguments: ErasureMark.Kind.subjects)
  func hash(_ kind: ErasureMark.Kind) {
    for value in ["C001", "", "佐藤@example.jp", String(repeating: "x", count: 200)] {
      #expect(Self.subjects.hash(kind, value) == Self.hash(kind, value))
    }
  }

  /// Remembered refusals with these subjects, customers in one column and addresses in another.
  private static func resolved(
    customers: [String?], mails: [String?], named: [ErasureMark.Kind: [[String?]]]
  ) -> [[String?]] {
    let table = Table(
      "refusals",
      [
        Column("customer_id", texts: customers), Column("address_email", texts: mails),
        Column("note", texts: customers),
      ], rowCount: customers.count)
    let tables = subjects.resolved([.consentEvents: table]) { kind in
      (named[kind] ?? []).map { Column("named", texts: $0).text }
    }
    return tables[.consentEvents]?.cells ?? []
  }

  @Test("a hash becomes who has it today, in the columns of its kind alone")
  func found() {
    let hash = Self.hash(.customer, "C001")
    let mail = Self.hash(.email, "a@example.jp")
    let strange = Self.hash(.customer, "C999")
    #expect(
      Self.resolved(
        customers: [hash, "C002", nil, strange, mail],
        mails: [nil, mail, mail, "b@example.jp", hash],
        named: [
          .customer: [["C002", nil], ["C001", "C001"]], .email: [["a@example.jp", "C001"]],
        ])
        == [
          ["C001", nil, hash], ["C002", "a@example.jp", "C002"], [nil, "a@example.jp", nil],
          [strange, "b@example.jp", strange], [mail, hash, mail],
        ])
  }

  @Test("a hash with the same beginning and another end is nobody's")
  func beginning() {
    let hash = Self.hash(.customer, "C001")
    let others = [
      hash.dropLast() + (hash.hasSuffix("0") ? "1" : "0"), hash + "0", String(hash.prefix(15)),
      hash.uppercased(), "erased:", "erased:zzzzzzzz",
    ].map { String($0) }
    let cells = Self.resolved(
      customers: others, mails: others.map { _ in nil }, named: [.customer: [["C001"]]])
    #expect(cells.map(\.first) == others)
  }

  @Test("among many subjects each finds its own hash, whatever else begins like it")
  func many() {
    let people = (0..<20_000).map { "C\($0)" }
    let gone = stride(from: 0, to: people.count, by: 7).map { people[$0] }
    let hashes = gone.map { Self.subjects.hash(.customer, $0) }
    let cells = Self.resolved(
      customers: hashes, mails: hashes.map { _ in nil }, named: [.customer: [people]])
    #expect(cells.map(\.first) == gone)
  }

  @Test("without hashes nobody is asked for")
  func nothing() {
    let table = Table("refusals", [Column("customer_id", texts: ["C001"])], rowCount: 1)
    let tables = Self.subjects.resolved([.suppressions: table]) { _ in
      Issue.record("columns are asked for")
      return []
    }
    #expect(tables[.suppressions]?.cells == [["C001"]])
  }
}
