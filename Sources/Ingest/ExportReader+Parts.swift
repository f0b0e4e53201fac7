import Dispatch
import Table

/// What one thread read of a file: a run of records in file order.
public struct ReadPart<Sink: Sendable>: Sendable {
  /// The sink that took the records.
  public let sink: Sink
  /// How many records of the file come before this part. Record numbers given to the sink start
  /// at 1 in each part: add this to have the file's.
  public internal(set) var recordsBefore: Int
  /// The counts of this part.
  public let counts: ReadCounts
  /// Where the next part must start.
  let end: Int
}

extension ExportReader {
  /// Reads the file in several parts at the same time, one thread each.
  ///
  /// The parts together hold exactly what `read(_:into:)` gives, in file order. Where a part starts
  /// is guessed by counting quotes; if the part before does not end just there (stray quotes can do
  /// that), the guess was wrong and the part is read again from where it really starts.
  ///
  /// - Parameters:
  ///   - match: made by this reader.
  ///   - parts: how many parts; the result has as many, some perhaps empty.
  ///   - makeSink: makes a part's sink. The sinks of wrong guesses are thrown away.
  public func read<Sink: RecordSink & Sendable>(
    _ match: HeaderMatch, parts: Int, makeSink: @Sendable () -> Sink
  ) -> [ReadPart<Sink>] {
    read(match, starts: guessStarts(parts: parts), makeSink: makeSink)
  }

  /// Reads in parts that are thought to start at `starts`, which ascend from `bodyStart`.
  func read<Sink: RecordSink & Sendable>(
    _ match: HeaderMatch, starts: [Int], makeSink: @Sendable () -> Sink
  ) -> [ReadPart<Sink>] {
    @Sendable func read(_ part: Int, from start: Int) -> ReadPart<Sink> {
      var sink = makeSink()
      let limit = part + 1 < starts.count ? starts[part + 1] : bytes.count
      let (counts, end) = self.read(match, from: start, limit: limit, into: &sink)
      return ReadPart(sink: sink, recordsBefore: 0, counts: counts, end: end)
    }
    var results = [ReadPart<Sink>?](repeating: nil, count: starts.count)
    results.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots
      DispatchQueue.concurrentPerform(iterations: slots.count) { part in
        slots[part] = read(part, from: starts[part])
      }
    }
    var parts: [ReadPart<Sink>] = []
    var start = bodyStart
    var recordsBefore = 0
    for (index, result) in results.enumerated() {
      var part = result.flatMap { starts[index] == start ? $0 : nil } ?? read(index, from: start)
      part.recordsBefore = recordsBefore
      recordsBefore += part.counts.read
      start = part.end
      parts.append(part)
    }
    return parts
  }

  /// Line starts outside quotes that part the body into about equal pieces. Right if the body has
  /// no stray and no unterminated quote. O(length), many times faster than reading.
  func guessStarts(parts: Int) -> [Int] {
    var starts = [bodyStart]
    var counted = bodyStart
    var isQuoted = false
    for part in 1..<max(1, parts) {
      let target = bodyStart + (bytes.count - bodyStart) / parts * part
      if target > counted {
        if hasOddQuotes(counted, target) { isQuoted.toggle() }
        counted = target
      }
      while counted < bytes.count {
        let byte = bytes[counted]
        counted += 1
        if byte == quote { isQuoted.toggle() }
        if byte == lineFeed && !isQuoted { break }
      }
      starts.append(counted)
    }
    return starts
  }

  /// True if the number of quotes in `start ..< end` is odd.
  private func hasOddQuotes(_ start: Int, _ end: Int) -> Bool {
    let raw = UnsafeRawPointer(bytes.baseAddress!)
    let sevenBits = SIMD16<UInt8>(repeating: 0x7F)
    let quotes = SIMD16<UInt8>(repeating: quote)
    // The highest bit of each lane: whether it met an odd number of bytes other than a quote.
    var oddOthers = SIMD16<UInt8>()
    var index = start
    while index + 16 <= end {
      let bytes = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      oddOthers = oddOthers ^ ((((bytes & sevenBits) ^ quotes) &+ sevenBits) | bytes)
      index += 16
    }
    // 16 lanes met all bytes in all: an even number, so as many odd lanes of others as of quotes.
    var count = (0..<16).count { oddOthers[$0] & 0x80 != 0 }
    while index < end {
      if bytes[index] == quote { count += 1 }
      index += 1
    }
    return !count.isMultiple(of: 2)
  }
}
