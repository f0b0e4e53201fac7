import CVector
import Table
import Testing

struct VisibleTextTests {
  @Test("bytes that are not visible are seen wherever they stand", arguments: 1...140)
  func everywhere(_ count: Int) {
    let behind = [UInt8](repeating: 0, count: Bytes.ample)
    func isVisible(_ bytes: [UInt8]) -> Bool {
      ascii_invisible(bytes + behind, bytes.count) == 0
    }
    let visible = (0..<count).map { UInt8(0x21 + $0 % 0x5F) }
    #expect(isVisible(visible))
    for place in 0..<count {
      for byte in [0, 1, 0x1F, 0x20, 0x21, 0x5C, 0x7E, 0x7F, 0x80, 0x81, 0xA0, 0xA1, 0xFE, 0xFF] {
        var bytes = visible
        bytes[place] = UInt8(byte)
        #expect(isVisible(bytes) == (byte > 0x20 && byte < 0x80), "\(byte) at \(place)")
      }
    }
  }

  @Test("every byte is told")
  func everyByte() {
    let behind = [UInt8](repeating: 0x41, count: Bytes.ample)
    for byte in 0...UInt8.max {
      #expect((ascii_invisible([byte] + behind, 1) == 0) == (byte > 0x20 && byte < 0x80), "\(byte)")
    }
  }
}
