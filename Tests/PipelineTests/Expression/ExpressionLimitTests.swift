import Foundation
import Pipeline
import Testing

/// How large an expression may become by the names in it.
struct ExpressionLimitTests {
  /// The shop with named values of orders, one a line, and a column that is the last of them.
  private static func folder(_ values: [String], column: String, type: String = "int")
    -> DefinitionFolder
  {
    var folder = DefinitionFolder()
    folder.files["sources/orders.yml"]? +=
      "\nvalues:\n" + values.map { "  \($0)\n" }.joined()
    folder.replace(
      "marts/orders.yml", "helpers:",
      "  - {name: named, type: \(type), value: \(column)}\nhelpers:")
    return folder
  }

  private static func twice(_ count: Int) -> [String] {
    (1...count).map { number in
      let other = number == 1 ? "amount" : "v\(number - 1)"
      return "v\(number): {type: int, value: \(other) + \(other)}"
    }
  }

  private static func chain(_ count: Int, _ value: (String) -> String) -> [String] {
    (1...count).map { "v\($0): {type: int, value: \(value($0 == 1 ? "amount" : "v\($0 - 1)"))}" }
  }

  private static let depthHelp =
    "  help: 100 levels at most; a named condition or value counts with its own"

  @Test("values that name each other twice are checked once, and refused past 10,000 parts")
  func doubling() throws {
    #expect(try Self.folder(Self.twice(11), column: "v11").errors() == [])
    #expect(
      try Self.folder(Self.twice(60), column: "v60").errors() == [
        "sources/orders.yml:35:33: error: an expression of over 10000 parts",
        "  help: a named condition or value counts with all that it stands for",
      ])
  }

  @Test("a value with an error is reported once, however often it is named")
  func errors() throws {
    var values = Self.twice(60)
    values[0] = "v1: {type: int, value: amount + paid}"
    #expect(
      try Self.folder(values, column: "v60").errors() == [
        "sources/orders.yml:24:33: error: '+' cannot join a number and true or false"
      ])
  }

  @Test(
    "names of names are refused past 100 levels, in whichever order they stand",
    arguments: [50, 51, 101, 5000])
  func depth(_ count: Int) throws {
    let values = Self.chain(count) { "\($0) + 1" }
    let errors = try Self.folder(values, column: "amount").errors()
    let reversed = try Self.folder(values.reversed(), column: "amount").errors()
    if count <= 50 {
      #expect(errors == [] && reversed == [])
    } else {
      #expect(errors.count == 2 && reversed.count == 2)
      #expect(errors.first == "sources/orders.yml:74:27: error: nested too deeply")
      #expect(reversed.first?.hasSuffix(": error: nested too deeply") == true)
      #expect(errors.last == Self.depthHelp && reversed.last == Self.depthHelp)
    }
  }

  @Test("a name that stands for nothing but a name is a level, too", arguments: [99, 100, 2000])
  func aliases(_ count: Int) throws {
    let values = Self.chain(count) { $0 }
    for values in [values, values.reversed()] {
      let errors = try Self.folder(values, column: "amount").errors()
      #expect((errors == []) == (count <= 100), "\(errors)")
      #expect(errors.count <= 2)
    }
  }

  @Test("what is allowed is read, checked and compared on any thread")
  func stack() throws {
    let nested =
      String(repeating: "if(paid, 1, ", count: 90) + "amount"
      + String(repeating: ")", count: 90)
    let folder = Self.folder(["v1: {type: int, value: \"\(nested)\"}"], column: "v1")
    let isEqual = SmallThread.run {
      let plans = try (0..<2).map { _ in try folder.plan() }
      return plans[0].marts == plans[1].marts && plans[0].columnsReadByMarts.bySource.count == 3
    }
    #expect(isEqual)
  }
}

/// Runs a body on a thread with the smallest stack that a platform gives to one.
private enum SmallThread {
  private final class Answer: @unchecked Sendable {
    var isTrue = false
    let isThere = DispatchSemaphore(value: 0)
  }

  static func run(_ body: @escaping @Sendable () throws -> Bool) -> Bool {
    let answer = Answer()
    let thread = Thread {
      answer.isTrue = (try? body()) ?? false
      answer.isThere.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    answer.isThere.wait()
    return answer.isTrue
  }
}
