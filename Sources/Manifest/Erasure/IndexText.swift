import Table

/// A published `manifest.json` whose counts are being corrected; everything else stays as it is.
struct IndexText {
  private var members: [JSONText.Member]

  /// - Throws: `changed` if the file is not an index.
  init(file path: String) throws(ManifestError) {
    let text = ByteBuffer(capacity: 4096)
    try ManifestSums.read(path) { text.append($0) }
    guard let members = JSONText(text.view)?.members else {
      throw ManifestError(.changed, "'\(path)' is not the index of a manifest")
    }
    self.members = members
  }

  /// Says what a file holds now.
  mutating func set(file: String, rows: Int, sha256: String) {
    func changed(_ entry: JSONText) -> JSONText {
      guard entry["file"]?.string == file else { return entry }
      return entry.replacing("rows", .number(String(rows))).replacing("sha256", .text(sha256))
    }
    change("channels") { .list(($0.elements ?? []).map(changed)) }
    change("exclusions", changed)
  }

  /// Takes a message off the candidates of its step and channel, and off what became of them.
  mutating func subtract(_ message: PublishedMessage) {
    change("conservation") { rows in
      .list(
        (rows.elements ?? []).map { row in
          guard row["scenario_id"]?.string == message.scenarioID,
            row["step"]?.string == message.step, row["channel"]?.string == message.channel
          else { return row }
          let rest = row.subtracting("candidates")
          guard let reason = message.reason else { return rest.subtracting("sends") }
          return rest.replacing(
            "exclusions", (rest["exclusions"] ?? .object([])).subtracting(reason))
        })
    }
  }

  private mutating func change(_ name: String, _ body: (JSONText) -> JSONText) {
    members = members.map { $0.name == name ? .init(name: name, value: body($0.value)) : $0 }
  }

  /// In the layout of `ManifestIndex.json()`: one element of a list, and one parameter, a line.
  var json: ByteBuffer {
    let json = JSONWriter(ByteBuffer(capacity: 4096))
    json.raw("{")
    for (number, member) in members.enumerated() {
      json.raw(number == 0 ? "\n  " : ",\n  ")
      json.string(member.name)
      json.raw(": ")
      switch member.value {
      case .list(let elements) where !elements.isEmpty:
        json.raw("[")
        for (number, element) in elements.enumerated() {
          json.raw(number == 0 ? "\n    " : ",\n    ")
          json.spaced(element)
        }
        json.raw("\n  ]")
      case .object(let members) where member.name == "parameters" && !members.isEmpty:
        json.raw("{")
        for (number, member) in members.enumerated() {
          json.raw(number == 0 ? "\n    " : ",\n    ")
          json.string(member.name)
          json.raw(": ")
          json.spaced(member.value)
        }
        json.raw("\n  }")
      default: json.spaced(member.value)
      }
    }
    json.raw("\n}\n")
    return json.buffer
  }
}

extension JSONText {
  /// An object with another value of a member that it has.
  fileprivate func replacing(_ name: String, _ value: JSONText) -> JSONText {
    .object((members ?? []).map { $0.name == name ? .init(name: name, value: value) : $0 })
  }

  /// An object with one less of what a member counts; a reason that none is left of is taken away.
  fileprivate func subtracting(_ name: String) -> JSONText {
    guard case .number(let digits)? = self[name], let count = Int(digits), count > 0 else {
      return self
    }
    if count == 1, name != "candidates", name != "sends" {
      return .object((members ?? []).filter { $0.name != name })
    }
    return replacing(name, .number(String(count - 1)))
  }
}

extension JSONWriter {
  /// A value on one line, with a blank after each comma and colon.
  fileprivate func spaced(_ value: JSONText) {
    switch value {
    case .object(let members):
      raw("{")
      for (number, member) in members.enumerated() {
        if number > 0 { raw(", ") }
        string(member.name)
        raw(": ")
        spaced(member.value)
      }
      raw("}")
    case .list(let elements):
      raw("[")
      for (number, element) in elements.enumerated() {
        if number > 0 { raw(", ") }
        spaced(element)
      }
      raw("]")
    default: self.value(value)
    }
  }
}
