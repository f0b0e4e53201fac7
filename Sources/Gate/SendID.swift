import Crypto
public import Table

/// The id of a send: `s` and 31 hexadecimal digits of a SHA-256, the same for the same message of
/// the same journey on every run. Sorts as its text does in byte order.
public struct SendID: Sendable, Hashable, Comparable, CustomStringConvertible {
  let high: UInt64
  /// The last four bits are zero: 31 digits are 124 bits.
  let low: UInt64

  /// SHA-256 of scenario id, step, channel, subject key and the day of entry (`YYYY-MM-DD`), joined
  /// by a line feed.
  public init(
    scenarioID: String, step: String, channel: String, subjectKey: String, enteredOn: Int64
  ) {
    let scratch = ByteBuffer(capacity: 128)
    self.init(
      scenarioID: scenarioID, step: step, channel: channel, subjectKey: subjectKey,
      enteredOn: enteredOn, scratch: scratch)
  }

  /// The same with the caller's scratch space.
  init(
    scenarioID: String, step: String, channel: String, subjectKey: String, enteredOn: Int64,
    scratch: ByteBuffer
  ) {
    scratch.removeAll()
    for part in [scenarioID, step, channel, subjectKey] {
      scratch.append(text: part)
      scratch.append(UInt8(ascii: "\n"))
    }
    scratch.append(date: enteredOn)
    (high, low) = SendID.firstBytes(of: scratch)
  }

  private static func firstBytes(of buffer: ByteBuffer) -> (UInt64, UInt64) {
    var hasher = SHA256()
    hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer.view))
    return hasher.finalize().withUnsafeBytes { digest in
      (
        UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) & ~0xF
      )
    }
  }

  /// The byte order of the texts.
  public static func < (left: SendID, right: SendID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// The id as text. For the edges, not for loops.
  public var description: String {
    let buffer = ByteBuffer(capacity: 32)
    write(to: buffer)
    return buffer.text
  }

  /// Adds the 32 bytes of the text.
  public func write(to buffer: ByteBuffer) {
    buffer.append(UInt8(ascii: "s"))
    for (half, digits) in [(high, 16), (low, 15)] {
      for digit in 0..<digits {
        let value = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * digit)) & 0xF
        buffer.append(value < 10 ? 48 + value : 87 + value)
      }
    }
  }
}
