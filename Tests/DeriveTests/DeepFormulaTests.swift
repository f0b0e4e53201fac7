import Foundation
import Table
import Testing

@Suite("Formulas as deep as they may be")
struct DeepFormulaTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let type: ColumnType
    let expression: String

    /// `opening` and `closing` so many times around the innermost.
    init(
      _ type: ColumnType, _ count: Int, _ opening: String, _ innermost: String, _ closing: String
    ) {
      testDescription = "\(opening)…\(closing)"
      self.type = type
      expression =
        String(repeating: opening, count: count) + innermost
        + String(repeating: closing, count: count)
    }
  }

  @Test(
    "they are worked out on a thread of 512 KiB",
    arguments: [
      Case(.int, 98, "if(p, 1, ", "m", ")"), Case(.bool, 98, "not ", "p", ""),
      Case(.bool, 49, "(", "p", " not in (true))"), Case(.bool, 49, "(", "p", " is not null)"),
      Case(.bool, 98, "(", "p", " = true)"), Case(.int, 98, "(1 + ", "m", ")"),
      Case(.int, 98, "(2 * ", "m", ")"), Case(.int, 98, "greatest(1, ", "m", ")"),
      Case(.text, 98, "least('z', ", "s", ")"), Case(.int, 49, "years_since(today - ", "m", ")"),
      Case(.int, 49, "days_until_anniversary(today - ", "m", ")"),
      Case(.text, 49, "coalesce(concat(", "s", ", 'a'), 'b')"),
      Case(.int, 49, "days_since(today - ", "m", ")"), Case(.bool, 499, "", "p", " or q"),
      Case(.date, 99, "", "d", " + 1"),
    ])
  func smallStack(_ test: Case) throws {
    let outcome = Outcome()
    let thread = Thread {
      outcome.put(
        Result {
          try Values.evaluate(
            test.expression, test.type, over: [["id": "1", "m": "5", "s": "x"], ["id": "2"]])
        })
    }
    thread.stackSize = 512 << 10
    thread.start()
    #expect(try outcome.take().count == 2)
  }

  /// What the thread made, for the test that waits for it.
  private final class Outcome: @unchecked Sendable {
    private var result: Result<[String?], any Error>?
    private let isThere = DispatchSemaphore(value: 0)

    func put(_ result: Result<[String?], any Error>) {
      self.result = result
      isThere.signal()
    }

    func take() throws -> [String?] {
      isThere.wait()
      return try result?.get() ?? []
    }
  }
}
