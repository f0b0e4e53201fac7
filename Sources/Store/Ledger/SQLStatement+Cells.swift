import Table

extension SQLStatement {
  func bind(_ index: Int, text: String) throws(StoreError) {
    let buffer = ByteBuffer(capacity: text.utf8.count)
    buffer.append(text: text)
    try bind(index, buffer.view)
  }

  /// Binds a value as the ledger's tables hold it: days and times are text.
  func bind(
    _ index: Int, _ column: Column, _ row: Int, _ dates: DateTexts
  ) throws(StoreError) {
    let number: Int64
    switch column.values {
    case .text(let texts):
      guard let text = texts[row] else { return bindNull(index) }
      return try bind(index, text)
    case .numbers(let numbers):
      guard numbers[row] != nullNumber else { return bindNull(index) }
      number = numbers[row]
    }
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 19) {
      (buffer) throws(StoreError) in
      guard let base = buffer.baseAddress else { return }
      let isDay = column.type == .date
      guard isDay ? dates.write(day: number, to: base) : dates.write(timestamp: number, to: base)
      else { throw StoreError(.unwritable, "a date is outside the years 0 to 9999") }
      try bind(index, UnsafeBufferPointer(start: base, count: isDay ? 10 : 19))
    }
  }
}
