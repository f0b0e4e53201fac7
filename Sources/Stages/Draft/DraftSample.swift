import Cleanse
import Ingest
import Table

/// The first records of an export, column by column, as they stand there.
struct DraftSample: RecordSink {
  private(set) var columns: [SampledColumn]
  private(set) var rows = 0
  private var bytes = 0
  private let decoder: FieldDecoder
  private let scratch = ByteBuffer()

  /// How much is looked at: whichever is reached first.
  static let mostRows = 5000
  static let mostBytes = 4 << 20

  init(columns: Int, _ decoder: FieldDecoder) {
    self.columns = (0..<columns).map { _ in SampledColumn() }
    self.decoder = decoder
  }

  mutating func record(
    number: Int, offset: Int, fields: UnsafeBufferPointer<RawField>, in bytes: ByteView,
    raw: ByteView
  ) {
    guard rows < Self.mostRows, self.bytes < Self.mostBytes else { return }
    rows += 1
    self.bytes += raw.count
    for (index, field) in fields.enumerated() {
      columns[index].append(decoder.text(field, in: bytes, scratch: scratch))
    }
  }

  mutating func quarantine(number: Int, offset: Int, reason: QuarantineReason, raw: ByteView) {}
}

/// The values of one column, in file order.
struct SampledColumn {
  private let texts = ByteBuffer()
  private var ends: [Int] = []

  mutating func append(_ value: ByteView) {
    texts.append(value)
    ends.append(texts.count)
  }

  /// Hands out the values one by one; each is valid until the call returns.
  func visit(_ body: (ByteView) -> Void) {
    withExtendedLifetime(texts) {
      var start = 0
      for end in ends {
        body(texts.view.slice(start, end))
        start = end
      }
    }
  }

  /// For each row a number that rows of the same ID share; nil where there is none.
  func identities() -> [Int?] {
    let cleanser = Cleanser(type: .id)
    let scratch = CleanseScratch()
    let out = ByteBuffer()
    var numbers: [[UInt8]: Int] = [:]
    var identities: [Int?] = []
    identities.reserveCapacity(ends.count)
    visit { raw in
      guard case .text(let text) = cleanser.cleanse(raw, into: out, scratch: scratch) else {
        identities.append(nil)
        return
      }
      let next = numbers.count
      let key = Array(text)
      identities.append(numbers[key, default: next])
      if identities.last == next { numbers[key] = next }
    }
    return identities
  }
}
