import Dispatch
import Synchronization

/// Writes blocks of bytes one after another at the end of a file, in the background if wanted: while
/// some are on their way to the disk the next is filled, and the disk need not wait for it.
///
/// Memory: one block, in the background four. Not safe to use from two threads at once.
final class BlockWriter {
  private let descriptor: Int32
  private let path: String
  private let queue: DispatchQueue?
  private let blocks: [UnsafeMutableRawBufferPointer]
  private var current = 0
  /// Counts the blocks that are neither filled nor written.
  private let idle: DispatchSemaphore
  private let pending = DispatchGroup()
  private let outcome = Outcome()

  /// - Parameters:
  ///   - size: that of a block.
  ///   - isInBackground: false: a block is written before `write` returns.
  init(descriptor: Int32, path: String, size: Int, isInBackground: Bool) {
    self.descriptor = descriptor
    self.path = path
    queue = isInBackground ? DispatchQueue(label: "meibo.pages") : nil
    blocks = (0..<(isInBackground ? 4 : 1)).map { _ in
      .allocate(byteCount: size, alignment: 4096)
    }
    idle = DispatchSemaphore(value: blocks.count - 1)
  }

  deinit {
    pending.wait()
    for block in blocks { block.deallocate() }
  }

  /// The block that is to be filled.
  var block: UnsafeMutableRawBufferPointer { blocks[current] }

  /// Writes the first bytes of the block, and waits until there is another to be filled.
  ///
  /// - Throws: `noSpace` or `io`, also for a block before it.
  func write(_ count: Int) throws(StoreError) {
    let bytes = Lent(UnsafeRawBufferPointer(rebasing: block[..<count]))
    guard let queue else {
      return try FileSystem.write(bytes.block, to: descriptor, path: path)
    }
    queue.async(group: pending) { [descriptor, path, outcome, idle] in
      outcome.write { () throws(StoreError) in
        try FileSystem.write(bytes.block, to: descriptor, path: path)
      }
      idle.signal()
    }
    idle.wait()
    current = (current + 1) % blocks.count
    try outcome.check()
  }

  /// Waits until what was given is written.
  ///
  /// - Throws: `noSpace` or `io`.
  func finish() throws(StoreError) {
    pending.wait()
    try outcome.check()
  }

  /// What went wrong in the background, after which nothing more is written.
  private final class Outcome: Sendable {
    private let failure = Mutex<StoreError?>(nil)

    func write(_ body: () throws(StoreError) -> Void) {
      guard failure.withLock({ $0 == nil }) else { return }
      do throws(StoreError) {
        try body()
      } catch {
        failure.withLock { $0 = error }
      }
    }

    func check() throws(StoreError) {
      if let failure = failure.withLock({ $0 }) { throw failure }
    }
  }

  /// Bytes that their owner leaves alone while they are written.
  private struct Lent: @unchecked Sendable {
    let block: UnsafeRawBufferPointer
    init(_ block: UnsafeRawBufferPointer) { self.block = block }
  }
}
