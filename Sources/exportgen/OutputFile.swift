import CZlib
import Glibc

/// A file written through a large buffer, gzipped if asked.
///
/// The gzip header carries no name, no time and no system. Memory is bounded by the two buffers.
struct OutputFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private var pending: [UInt8] = []
  private var deflater: Deflater?
  private static let bufferSize = 1 << 20

  /// Creates the file, or empties it.
  init(path: String, gzip: Bool) throws(OutputError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw OutputError(path: path, code: errno) }
    self.path = path
    pending.reserveCapacity(Self.bufferSize + 4096)
    if gzip { deflater = Deflater() }
  }

  /// Adds what `body` appends to the buffer.
  mutating func append(_ body: (inout [UInt8]) -> Void) throws(OutputError) {
    body(&pending)
    if pending.count >= Self.bufferSize { try flush(last: false) }
  }

  /// Writes what is left and closes the file.
  consuming func close() throws(OutputError) {
    try flush(last: true)
    guard Glibc.close(descriptor) == 0 else { throw OutputError(path: path, code: errno) }
  }

  private mutating func flush(last: Bool) throws(OutputError) {
    if let deflater {
      try write(deflater.deflate(&pending, last: last))
    } else {
      try write(pending)
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8]) throws(OutputError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress! + done, raw.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw OutputError(path: path, code: errno) }
      done += count
    }
  }
}

/// A file or folder that could not be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  let code: Int32

  var description: String { "cannot write '\(path)': \(String(cString: strerror(code)))" }
}

/// A zlib stream in gzip framing.
private final class Deflater {
  private var stream = z_stream()
  private var header = gz_header()
  private var room = [UInt8](repeating: 0, count: 1 << 18)

  init() {
    deflateInit2_(
      &stream, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    header.os = 255
    deflateSetHeader(&stream, &header)
  }

  deinit { deflateEnd(&stream) }

  func deflate(_ bytes: inout [UInt8], last: Bool) -> [UInt8] {
    var output: [UInt8] = []
    bytes.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = uInt(input.count)
      repeat {
        room.withUnsafeMutableBufferPointer { buffer in
          stream.next_out = buffer.baseAddress
          stream.avail_out = uInt(buffer.count)
          CZlib.deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH)
        }
        output.append(contentsOf: room[..<(room.count - Int(stream.avail_out))])
      } while stream.avail_out == 0
    }
    return output
  }
}
