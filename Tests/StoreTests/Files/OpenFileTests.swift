import TestSupport
import Testing

@testable import Store

@Suite("A file opened for reading")
struct OpenFileTests {
  @Test("gives any part, past the page cache or not", arguments: [1, Int.max])
  func parts(leastLarge: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("t")
    let bytes = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    TemporaryFolder.write(bytes, to: path)
    let file = try OpenFile(path, leastLarge: leastLarge)
    #expect(file.size == bytes.count)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 40_000, alignment: 4096)
    defer { buffer.deallocate() }
    for part in [0..<0, 0..<1, 0..<4096, 4096..<12288, 100..<5000, 36_864..<40_000, 0..<40_000] {
      try file.read(part.lowerBound, into: .init(rebasing: buffer[..<part.count]))
      #expect(Array(buffer[..<part.count]) == Array(bytes[part]), "\(part)")
    }
    for part in [39_999..<40_001, 36_864..<40_960, 40_960..<45_056] {
      let error = #expect(throws: StoreError.self) {
        try file.read(part.lowerBound, into: .init(rebasing: buffer[..<part.count]))
      }
      #expect(error?.code == .damaged, "\(part)")
    }
  }

  @Test("must be there, and be a file")
  func refused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StoreError(.missing, "cannot open: No such file or directory", path: "/no")) {
      try OpenFile("/no")
    }
    let error = #expect(throws: StoreError.self) { try OpenFile(folder.path) }
    #expect(error?.message == "is not a file")
  }
}
