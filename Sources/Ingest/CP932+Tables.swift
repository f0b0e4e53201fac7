import Table

extension CP932.PairTable {
  /// Unpacks the chart and fills in the private use area.
  init() {
    let table = UnsafeMutablePointer<UInt16>.allocate(capacity: 60 * 192)
    table.initialize(repeating: 0, count: 60 * 192)
    let privateRows = CP932.row(0xF0)...CP932.row(0xF9)
    var cell = 0  // 188 a lead byte: trail bytes 40…7E, 80…FC
    func place(_ value: UInt16) {
      let column = cell % 188
      table[cell / 188 * 192 + column + (column >= 0x3F ? 1 : 0)] = value
      cell += 1
    }
    for scalar in CP932.chart.description.unicodeScalars where scalar != "\n" {
      if cell == privateRows.lowerBound * 188 {
        for value in 0..<privateRows.count * 188 { place(0xE000 + UInt16(value)) }
      }
      place(scalar == "." ? 0 : UInt16(scalar.value))
    }
    precondition(cell == 60 * 188, "an incomplete chart")
    base = UnsafePointer(table)
  }

  /// True if the two bytes are a character.
  func has(_ lead: UInt8, _ trail: UInt8) -> Bool {
    let row = CP932.row(lead)
    return row >= 0 && row < 60 && trail >= 0x40 && base[row * 192 + Int(trail) - 0x40] != 0
  }
}

/// A `ByteAutomaton` that says of nearly all CP932 text that it is.
///
/// The rows hold ten states: between characters, bad, and after a lead byte, of which those that
/// take the same trail bytes share one. There is room for the first eight kinds of lead byte; the
/// others, of the rarest characters, count as bad.
struct CP932QuickCheck: @unchecked Sendable {
  private let rows: UnsafePointer<UInt64>

  init(_ pairs: CP932.PairTable) {
    let bytes = 0...UInt8.max
    var trailKinds: [[Bool]] = []
    let kindOfLead = bytes.map { lead -> Int? in
      let trails = bytes.map { pairs.has(lead, $0) }
      guard trails.contains(true) else { return nil }
      if let known = trailKinds.firstIndex(of: trails) { return known }
      guard trailKinds.count < 8 else { return nil }
      trailKinds.append(trails)
      return trailKinds.count - 1
    }
    let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
    for byte in 0..<256 {
      let single = byte >= 0x01 && byte <= 0x80 || byte >= 0xA1 && byte <= 0xDF
      let fromText: UInt64 = single ? 0 : kindOfLead[byte].map { UInt64($0) + 2 } ?? 1
      var row = fromText * 6 | 6 << 6
      for (kind, trails) in trailKinds.enumerated() {
        row |= (trails[byte] ? 0 : 6) << (UInt64(kind + 2) * 6)
      }
      (table + byte).initialize(to: row)
    }
    rows = UnsafePointer(table)
  }

  /// True only if the bytes are decodable text without NUL; false of such text is rare. O(length).
  func isText(_ bytes: ByteView) -> Bool { ByteAutomaton.accepts(bytes, rows) }
}
