import Cleanse
import Table

/// What the values of a column have in common.
///
/// A value here is what is neither blank nor a word for nothing (docs/cleansing.md).
struct ColumnProfile {
  private(set) var values = 0
  /// How often each folded value comes; empty as soon as there are more than `mostKinds`.
  private(set) var frequency: [String: Int] = [:]
  private(set) var hasManyKinds = false
  /// Values of nothing but ASCII digits.
  private(set) var digits = 0
  /// Values of eight digits, as dates have.
  private(set) var eightDigits = 0
  /// A number with a leading zero is a code.
  private(set) var hasLeadingZero = false
  /// Numbers with a decimal point.
  private(set) var decimals = 0
  private(set) var moneySigns = 0
  private(set) var clocks = 0
  /// How often `なし` comes: nothing to all types but `bool`, to which it is false.
  private(set) var nones = 0

  static let mostKinds = 64

  init(_ column: SampledColumn) {
    let buffer = ByteBuffer()
    let out = ByteBuffer()
    let scratch = CleanseScratch()
    let nothing = Cleanser(type: .id)
    column.visit { raw in
      let value = Fold.fold(raw, into: buffer)
      if case .text = nothing.cleanse(raw, into: out, scratch: scratch) {
        add(value)
      } else if value.elementsEqual("なし".utf8) {
        nones += 1
      }
    }
  }

  var areAllDigits: Bool { digits == values }

  /// How many values there are for a type.
  func values(for type: FieldType) -> Int { type == .bool ? values + nones : values }

  private mutating func add(_ value: ByteView) {
    values += 1
    let text = value.text
    if !hasManyKinds {
      frequency[text, default: 0] += 1
      hasManyKinds = frequency.count > Self.mostKinds
      if hasManyKinds { frequency = [:] }
    }
    if value.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      digits += 1
      if value.count == 8 { eightDigits += 1 }
      if value.count > 1 && value[0] == 0x30 { hasLeadingZero = true }
    }
    if text.wholeMatch(of: /[0-9,]+\.[0-9]+/) != nil { decimals += 1 }
    if text.contains(where: { ":時".contains($0) }) { clocks += 1 }
    if text.contains(where: { "¥￥\\円".contains($0) }) { moneySigns += 1 }
  }
}
