import Glibc

/// How much memory of its own this process has had since it last asked (Linux: /proc/self).
enum PeakMemory {
  /// Forgets the peak so far; returns what there is now, in bytes.
  static func reset() throws -> Int {
    let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    defer { close(descriptor) }
    guard descriptor >= 0, write(descriptor, "5", 1) == 1 else {
      throw Violation("the memory of reading cannot be told: errno \(errno)")
    }
    return try bytes()
  }

  /// The peak since the last reset, in bytes.
  static func bytes() throws -> Int {
    let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var room = [UInt8](repeating: 0, count: 8192)
    let count = max(0, read(descriptor, &room, room.count))
    for line in room[..<count].split(separator: 0x0A) where line.starts(with: "VmHWM:".utf8) {
      let digits = line.filter { (0x30...0x39).contains($0) }
      if let kilobytes = Int(String(decoding: digits, as: UTF8.self)) { return kilobytes << 10 }
    }
    throw Violation("the memory of reading cannot be told: no VmHWM")
  }
}
