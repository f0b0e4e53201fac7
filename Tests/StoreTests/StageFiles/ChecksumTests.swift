import Table
import Testing

@testable import Store

@Suite("Checksums")
struct ChecksumTests {
  @Test(
    "are those of the standard",
    arguments: [("", 0), ("123456789", 0xCBF4_3926), ("名簿", 0x2AC8_A4E4)] as [(String, UInt32)])
  func standard(_ text: String, _ sum: UInt32) {
    var text = text
    #expect(text.withUTF8 { Checksum.of($0) } == sum)
    #expect(
      text.withUTF8 {
        let half = $0.count / 2
        return Checksum.of($0.slice(half, $0.count), after: Checksum.of($0.slice(0, half)))
      } == sum)
  }
}
