import Glibc
import Table

/// The streams that a process is started with.
enum StandardStream {
  /// Writes all bytes at once.
  ///
  /// - Returns: the `errno` if not all could be written.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  /// Writes text with its line ends to standard error, without what in it would tell a terminal
  /// something: names of files and headers come from outside. What it does not take is lost.
  static func tell(_ text: String) {
    var text = text.withoutControls
    text.withUTF8 { _ = write(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }

  /// Takes the places of those that were closed by whoever started us: a file of the store must not
  /// come to lie where answers are written.
  static func takePlaces() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
