import Table

/// A small JSON value, printed compactly on one line.
public enum JSONLine: Sendable {
  case null
  case bool(Bool)
  case number(Int)
  /// Seconds, with milliseconds.
  case seconds(Double)
  case text(String)
  case list([JSONLine])
  case members([(String, JSONLine)])

  /// An object as text.
  public static func object(_ members: [(String, JSONLine)]) -> String {
    let buffer = ByteBuffer()
    JSONLine.members(members).write(to: buffer)
    return buffer.text
  }

  private func write(to buffer: ByteBuffer) {
    switch self {
    case .null: buffer.append("null" as StaticString)
    case .bool(let value): buffer.append(value ? "true" as StaticString : "false")
    case .number(let value): buffer.append(decimal: Int64(value))
    case .seconds(let value):
      let milliseconds = Int64((value * 1000).rounded())
      buffer.append(decimal: milliseconds / 1000)
      buffer.append(UInt8(ascii: "."))
      for place: Int64 in [100, 10, 1] {
        buffer.append(UInt8(48 + milliseconds % 1000 / place % 10))
      }
    case .text(let text): buffer.append(jsonText: text)
    case .list(let items):
      buffer.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        item.write(to: buffer)
      }
      buffer.append(UInt8(ascii: "]"))
    case .members(let members):
      buffer.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        buffer.append(jsonText: member.0)
        buffer.append(UInt8(ascii: ":"))
        member.1.write(to: buffer)
      }
      buffer.append(UInt8(ascii: "}"))
    }
  }
}
