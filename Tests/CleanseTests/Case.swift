import Cleanse
import Table
import Testing

/// What a value should become.
enum Expected: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// Text; for dates and timestamps their ISO form.
  case text(String)
  case number(Int64)
  case null
  case issue(IssueCode)

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int64) { self = .number(value) }

  /// Not by `String`'s ==, which takes か + U+3099 for が.
  static func == (left: Expected, right: Expected) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)): left == right
    case (.issue(let left), .issue(let right)): left == right
    case (.null, .null): true
    default: false
    }
  }
}

/// A named example.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let input: String
  let expected: Expected

  init(_ name: String, _ input: String, _ expected: Expected) {
    self.name = name
    self.input = input
    self.expected = expected
  }

  var testDescription: String { name }
}

extension Cleanser {
  /// Cleanses a string with fresh buffers.
  func result(_ input: String) -> Expected {
    result(input, into: ByteBuffer(), CleanseScratch())
  }

  /// Cleanses a string with buffers that may have been used.
  func result(_ input: String, into out: ByteBuffer, _ scratch: CleanseScratch) -> Expected {
    let outcome = Array(input.utf8).withUnsafeBufferPointer {
      Expected(cleanse($0, into: out, scratch: scratch))
    }
    guard case .number(let number) = outcome else { return outcome }
    out.removeAll()
    switch type {
    case .date: out.append(date: number)
    case .timestamp: out.append(timestamp: number)
    default: return outcome
    }
    return .text(text(of: out))
  }
}

extension Expected {
  /// An outcome, its text copied.
  init(_ outcome: CleanseOutcome) {
    self =
      switch outcome {
      case .null: .null
      case .issue(let code): .issue(code)
      case .text(let text): .text(text.text)
      case .number(let number): .number(number)
      }
  }
}

/// What a buffer holds, kept alive while it is read.
func text(of buffer: ByteBuffer) -> String {
  withExtendedLifetime(buffer) { buffer.view.text }
}

/// The folded form of some bytes.
func folded(_ bytes: [UInt8]) -> [UInt8] {
  let buffer = ByteBuffer()
  return withExtendedLifetime(buffer) {
    bytes.withUnsafeBufferPointer { Array(Fold.fold($0, into: buffer)) }
  }
}

/// Checks an example, and that text which cleansing gave is cleansed to itself.
func check(_ example: Case, with cleanser: Cleanser) {
  let result = cleanser.result(example.input)
  #expect(result == example.expected)
  if case .text(let text) = result { #expect(cleanser.result(text) == result, "cleansed twice") }
}
