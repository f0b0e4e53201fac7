import Table
import Testing

@Suite("Three-valued logic")
struct LogicTests {
  private static let values: [String?] = ["true", "false", nil]
  /// Every pair of true, false and null.
  private static let pairs = values.flatMap { p in values.map { q in (p, q) } }
  private static let rows = pairs.map { p, q in
    Row(
      uniqueKeysWithValues: [("p", p), ("q", q)].compactMap { name, value in
        value.map { (name, $0) }
      })
  }

  @Test(
    "conditions follow the truth tables of SQL",
    arguments: [
      //             TT       TF       TN       FT       FF       FN       NT       NF       NN
      ("p and q", ["true", "false", nil, "false", "false", "false", nil, "false", nil]),
      ("p or q", ["true", "true", "true", "true", "false", nil, "true", nil, nil]),
      ("p = q", ["true", "false", nil, "false", "true", nil, nil, nil, nil]),
      ("p != q", ["false", "true", nil, "true", "false", nil, nil, nil, nil]),
      ("not p", ["false", "false", "false", "true", "true", "true", nil, nil, nil]),
      ("not (p and q)", ["false", "true", nil, "true", "true", "true", nil, "true", nil]),
      ("not p or not q", ["false", "true", nil, "true", "true", "true", nil, "true", nil]),
      (
        "q is null", ["false", "false", "true", "false", "false", "true", "false", "false", "true"]
      ),
      (
        "q is not null",
        ["true", "true", "false", "true", "true", "false", "true", "true", "false"]
      ),
      ("p and true", ["true", "true", "true", "false", "false", "false", nil, nil, nil]),
      ("p or null", ["true", "true", "true", nil, nil, nil, nil, nil, nil]),
      ("null and q", [nil, "false", nil, nil, "false", nil, nil, "false", nil]),
      ("p = true", ["true", "true", "true", "false", "false", "false", nil, nil, nil]),
      ("p in (true)", ["true", "true", "true", "false", "false", "false", nil, nil, nil]),
    ] as [(String, [String?])])
  func truthTable(_ condition: String, _ expected: [String?]) throws {
    #expect(try Values.truth(condition, over: Self.rows) == expected)
  }

  @Test(
    "a bool column of a mart counts null as false",
    arguments: [
      (
        "p and q", ["true", "false", "false", "false", "false", "false", "false", "false", "false"]
      ),
      ("not p", ["false", "false", "false", "true", "true", "true", "false", "false", "false"]),
      ("null", Array(repeating: "false", count: 9)),
    ])
  func boolColumn(_ condition: String, _ expected: [String]) throws {
    #expect(try Values.evaluate(condition, .bool, over: Self.rows) == expected)
  }

  @Test("a later column reads a bool column with its nulls counted as false")
  func ownBool() throws {
    let result = try Values.evaluate(
      "not flag", .bool, over: Self.rows, before: [("flag", .bool, "p")])
    #expect(
      result == ["false", "false", "false", "true", "true", "true", "true", "true", "true"])
  }

  @Test("if takes its second value when the condition is false or null")
  func ifNull() throws {
    let result = try Values.evaluate("if(p, 1, 2)", .int, over: Self.rows)
    #expect(result == ["1", "1", "1", "2", "2", "2", "2", "2", "2"])
  }
}
