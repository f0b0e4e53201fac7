import Table

extension JSONWriter {
  /// A value as it was read, compact.
  func value(_ value: JSONText) {
    switch value {
    case .null: raw("null")
    case .bool(let bool): self.bool(bool)
    case .number(let digits): buffer.append(text: digits)
    case .text(let text): string(text)
    case .list(let elements):
      raw("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { raw(",") }
        self.value(element)
      }
      raw("]")
    case .object(let members): object(members)
    }
  }

  /// An object of these members, compact.
  func object(_ members: [JSONText.Member]) {
    raw("{")
    for (index, member) in members.enumerated() {
      if index > 0 { raw(",") }
      string(member.name)
      raw(":")
      value(member.value)
    }
    raw("}")
  }
}
