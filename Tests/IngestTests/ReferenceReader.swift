import Table

/// The rules of docs/reading-exports.md once more, byte by byte and as plainly as can be.
struct ReferenceReader {
  let bytes: [UInt8]
  var delimiter = UInt8(ascii: ",")
  let isText: ([UInt8]) -> Bool

  private let quote = UInt8(ascii: "\"")

  private enum Outcome {
    case fields([[UInt8]], next: Int)
    case stray(at: Int)
    case unterminated(opening: Int)
  }

  /// All records with the header as number 0.
  func read() -> [Event] {
    var events: [Event] = []
    var fieldCount = 0
    var at = 0
    while at < bytes.count {
      if let length = lineBreak(at) {
        at += length
        continue
      }
      let number = events.count
      func quarantine(_ reason: QuarantineReason, _ end: Int) -> Event {
        .quarantine(number: number, offset: at, reason: reason, raw: Array(bytes[at..<end]))
      }
      switch record(at) {
      case .unterminated(let opening):
        let (end, next) = lineEnd(from: opening)
        events.append(quarantine(.unterminatedQuote, end))
        at = next
      case .stray(let place):
        let (end, next) = lineEnd(from: place)
        events.append(quarantine(.strayQuote, end))
        at = next
      case .fields(let fields, let next):
        let end = next - breakBefore(next)
        if number == 0 { fieldCount = fields.count }
        if end - at > 1_048_576 {
          events.append(quarantine(.tooLong, end))
        } else if fields.count != fieldCount {
          events.append(quarantine(.fieldCount, end))
        } else if !isText(Array(bytes[at..<end])) {
          events.append(quarantine(.badEncoding, end))
        } else {
          events.append(.record(number: number, offset: at, fields: fields))
        }
        at = next
      }
    }
    return events
  }

  private func record(_ start: Int) -> Outcome {
    var fields: [[UInt8]] = []
    var at = start
    while true {
      var value: [UInt8] = []
      if at < bytes.count, bytes[at] == quote {
        let opening = at
        at += 1
        while true {
          guard at < bytes.count else { return .unterminated(opening: opening) }
          if bytes[at] == quote {
            guard at + 1 < bytes.count, bytes[at + 1] == quote else { break }
            at += 1
          }
          value.append(bytes[at])
          at += 1
        }
        at += 1
        guard at == bytes.count || bytes[at] == delimiter || lineBreak(at) != nil else {
          return .stray(at: at)
        }
      } else {
        while at < bytes.count, bytes[at] != delimiter, lineBreak(at) == nil {
          guard bytes[at] != quote else { return .stray(at: at) }
          value.append(bytes[at])
          at += 1
        }
      }
      fields.append(value)
      guard at < bytes.count, bytes[at] == delimiter else {
        return .fields(fields, next: at + (lineBreak(at) ?? 0))
      }
      at += 1
    }
  }

  /// The length of the line break at a place, or nil if there is none.
  private func lineBreak(_ at: Int) -> Int? {
    if at < bytes.count, bytes[at] == 10 { return 1 }
    if at + 1 < bytes.count, bytes[at] == 13, bytes[at + 1] == 10 { return 2 }
    return nil
  }

  /// The length of the line break that ends before a place.
  private func breakBefore(_ at: Int) -> Int {
    guard at > 0, bytes[at - 1] == 10 else { return 0 }
    return at > 1 && bytes[at - 2] == 13 ? 2 : 1
  }

  private func lineEnd(from start: Int) -> (end: Int, next: Int) {
    var at = start
    while at < bytes.count, lineBreak(at) == nil { at += 1 }
    return (at, at + (lineBreak(at) ?? 0))
  }
}
