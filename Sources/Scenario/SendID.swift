import Crypto
import Table

/// The name of a send, the same for the same message of the same journey on the same channel.
public enum SendID {
  /// `s` and the first 31 hexadecimal digits of the SHA-256 of scenario, step, channel, subject key
  /// and entry date (`YYYY-MM-DD`), joined by line feeds. O(length).
  public static func make(
    scenario: String, step: String, channel: String, subject: String, enteredOn: Int64
  ) -> String {
    let parts = [scenario, step, channel, subject, CalendarDay.text(enteredOn)]
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\n").utf8))
    let digits = Array("0123456789abcdef".utf8)
    var name: [UInt8] = [UInt8(ascii: "s")]
    name.reserveCapacity(33)
    for byte in digest.prefix(16) {
      name.append(digits[Int(byte >> 4)])
      name.append(digits[Int(byte & 15)])
    }
    return String(decoding: name.dropLast(), as: UTF8.self)
  }
}
