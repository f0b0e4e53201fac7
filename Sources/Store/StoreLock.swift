import Glibc

/// The store held by this process alone, from `StoreFolder.lock()` until it is released.
///
/// An advisory `flock` on `<store>/.lock`: the system lets go of it when the process dies, so a
/// lock is never left behind. The file itself stays.
public final class StoreLock: Sendable {
  private let descriptor: Int32

  init(path: String) throws(StoreError) {
    // Not the property yet: once that is set, an error would have it closed twice.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      if number == EINTR { continue }
      close(descriptor)
      guard number == EWOULDBLOCK else { throw FileSystem.failure("lock", path, number) }
      throw StoreError(.locked, "the store is in use by another run", path: path)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
