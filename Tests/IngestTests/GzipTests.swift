import CZlib
import Table
import TestSupport
import Testing

@testable import Ingest

@Suite("Gzipped files")
struct GzipTests {
  /// One gzip member.
  static func pack(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1024)
    let written = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
        return Int(stream.total_out)
      }
    }
    return Array(output[..<written])
  }

  static let text = Array("a,b\n1,2\n".utf8)

  @Test("a gzipped file is told by its content and unpacked")
  func unpacks() throws {
    let packed = Self.pack(Self.text)
    let file = try exportFile(packed)
    #expect(file.isGzipped)
    #expect(file.storedBytes == packed.count)
    #expect(withExtendedLifetime(file) { Array(file.bytes) } == Self.text)
    #expect(try !exportFile(Self.text).isGzipped)
  }

  @Test("the digest is that of the file as it lies there")
  func digest() throws {
    // sha256sum of "abc", and of gzip data written down here.
    #expect(
      try exportFile("abc".utf8).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let empty: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let file = try exportFile(empty)
    #expect(file.bytes.isEmpty)
    #expect(file.sha256 == "59869db34853933b239f1e2219cf7d431da006aa919635478511fabbfc8849d2")
  }

  @Test("several members are one file, and zero bytes may follow them")
  func members() throws {
    let packed = Self.pack(Self.text) + Self.pack([]) + Self.pack(Array("3,4\n".utf8))
    for padding in [0, 1, 512] {
      let file = try exportFile(packed + Array(repeating: 0, count: padding))
      #expect(withExtendedLifetime(file) { Array(file.bytes) } == Array("a,b\n1,2\n3,4\n".utf8))
    }
  }

  @Test("members may be larger than what is read at a time, and end anywhere in it")
  func largeMembers() throws {
    var random = SeededGenerator(seed: 3)
    // Bytes that can hardly be packed, and such that can.
    let members: [[UInt8]] = (0..<7).map { number in
      (0..<Int.random(in: 1...400_000, using: &random)).map { _ in
        number.isMultiple(of: 2) ? UInt8.random(in: 1...255, using: &random) : 0x61
      }
    }
    let packed: [UInt8] = members.flatMap { Self.pack($0) } + [0, 0, 0]
    let file = try exportFile(packed)
    #expect(withExtendedLifetime(file) { file.bytes.elementsEqual(members.joined()) })
    #expect(throws: IngestError.gzipCutShort("t.csv")) { try exportFile(packed.dropLast(9)) }
    #expect(throws: IngestError.gzipDamaged("t.csv")) { try exportFile(packed + [1]) }
  }

  @Test("data cut short anywhere are refused, but for a cut between two members")
  func cutShort() throws {
    let first = Self.pack(Self.text)
    let packed = first + Self.pack(Array("3,4\n".utf8))
    for length in 2..<packed.count where length != first.count {
      // One byte of the next member is not yet known to be one.
      let expected: IngestError =
        length == first.count + 1 ? .gzipDamaged("t.csv") : .gzipCutShort("t.csv")
      #expect(throws: expected, "\(length) bytes") { try exportFile(packed.prefix(length)) }
    }
  }

  @Test("damaged data and other data after the last member are refused")
  func damaged() throws {
    var packed = Self.pack(Self.text)
    #expect(throws: IngestError.gzipDamaged("t.csv")) {
      try exportFile(packed + Array("more".utf8))
    }
    packed[packed.count - 6] ^= 1  // in the checksum
    #expect(throws: IngestError.gzipDamaged("t.csv")) { try exportFile(packed) }
  }

  @Test("data that unpack to more than the limit are refused, at any number of members")
  func bomb() throws {
    let million = Self.pack(Array(repeating: 0, count: 1_000_000))
    #expect(try exportFile(million, limit: 1_000_000).bytes.count == 1_000_000)
    #expect(throws: IngestError.gzipTooLarge("t.csv", limitBytes: 999_999)) {
      try exportFile(million, limit: 999_999)
    }
    #expect(throws: IngestError.gzipTooLarge("t.csv", limitBytes: 1_999_999)) {
      try exportFile(million + million, limit: 1_999_999)
    }
    #expect(throws: IngestError.gzipTooLarge("t.csv", limitBytes: 0)) {
      try exportFile(Self.pack([1]), limit: 0)
    }
    // The size that the end mark tells may lie.
    var lying = million
    lying.replaceSubrange(lying.count - 4..<lying.count, with: [1, 0, 0, 0])
    #expect(throws: IngestError.gzipDamaged("t.csv")) { try exportFile(lying) }
  }
}
