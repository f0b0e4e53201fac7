import Dispatch
import Synchronization

/// Writes blocks of bytes one after another at the end of a file, in the background if wanted: while
/// one block is on its way to the disk the next is filled.
///
/// Not safe to use from two threads at once.
final class BlockWriter {
  private let descriptor: Int32
  private let path: String
  private let queue: DispatchQueue?
  private let pending = DispatchGroup()
  private let outcome = Outcome()

  /// - Parameter isInBackground: false: a block is written before `write` returns.
  init(descriptor: Int32, path: String, isInBackground: Bool) {
    self.descriptor = descriptor
    self.path = path
    queue = isInBackground ? DispatchQueue(label: "meibo.pages") : nil
  }

  deinit { pending.wait() }

  /// Writes a block, which must stay as it is until the next call of this or of `finish`.
  ///
  /// - Throws: `noSpace` or `io`, also for the block before it.
  func write(_ block: UnsafeRawBufferPointer) throws(StoreError) {
    try finish()
    guard let queue else { return try FileSystem.write(block, to: descriptor, path: path) }
    let bytes = Lent(block)
    queue.async(group: pending) { [descriptor, path, outcome] in
      do throws(StoreError) {
        try FileSystem.write(bytes.block, to: descriptor, path: path)
      } catch {
        outcome.failure.withLock { $0 = error }
      }
    }
  }

  /// Waits until what was given is written.
  ///
  /// - Throws: `noSpace` or `io`.
  func finish() throws(StoreError) {
    pending.wait()
    if let failure = outcome.failure.withLock({ $0 }) { throw failure }
  }

  /// What went wrong in the background.
  private final class Outcome: Sendable {
    let failure = Mutex<StoreError?>(nil)
  }

  /// Bytes that their owner leaves alone while they are written.
  private struct Lent: @unchecked Sendable {
    let block: UnsafeRawBufferPointer
    init(_ block: UnsafeRawBufferPointer) { self.block = block }
  }
}
