import CVector
import Table

/// Tells UTF-8 text from other bytes, a register at a time where the processor can, else by a `ByteAutomaton`.
struct UTF8Text: Sendable {
  /// The byte order mark.
  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// One row a byte. Never freed.
  private struct Rows: @unchecked Sendable {
    let table: UnsafePointer<UInt64>
  }

  private static let shared = Rows(table: makeRows())
  private let rows = UTF8Text.shared

  /// True if the bytes are well-formed UTF-8 (Unicode, table 3-7: no surrogates, nothing overlong,
  /// nothing past U+10FFFF) without NUL. O(length).
  func isText(_ bytes: ByteView) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    let answer = utf8_holds(start, bytes.count)
    return answer < 0 ? isTextByAutomaton(bytes) : answer == 1
  }

  /// The same by the automaton.
  func isTextByAutomaton(_ bytes: ByteView) -> Bool { ByteAutomaton.accepts(bytes, rows.table) }

  /// What has been read so far. The first state is the good one.
  private enum State: UInt64, CaseIterable {
    case text, bad, oneMore, twoMore, threeMore, afterE0, afterED, afterF0, afterF4

    func next(_ byte: UInt8) -> State {
      switch (self, byte) {
      case (.text, 0x01...0x7F): .text
      case (.text, 0xC2...0xDF): .oneMore
      case (.text, 0xE0): .afterE0
      case (.text, 0xED): .afterED
      case (.text, 0xE1...0xEF): .twoMore
      case (.text, 0xF0): .afterF0
      case (.text, 0xF4): .afterF4
      case (.text, 0xF1...0xF3): .threeMore
      case (.oneMore, 0x80...0xBF): .text
      case (.twoMore, 0x80...0xBF), (.afterE0, 0xA0...0xBF), (.afterED, 0x80...0x9F): .oneMore
      case (.threeMore, 0x80...0xBF), (.afterF0, 0x90...0xBF), (.afterF4, 0x80...0x8F): .twoMore
      default: .bad
      }
    }
  }

  private static func makeRows() -> UnsafePointer<UInt64> {
    let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
    for byte in 0...UInt8.max {
      let row = State.allCases.reduce(0 as UInt64) { row, state in
        row | state.next(byte).rawValue * 6 << (state.rawValue * 6)
      }
      (table + Int(byte)).initialize(to: row)
    }
    return UnsafePointer(table)
  }
}
