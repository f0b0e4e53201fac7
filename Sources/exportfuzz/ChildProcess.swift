import Foundation
import Synchronization

/// A child being watched: its lines, its silence and its end.
struct ChildProcess {
  private let id: pid_t
  private let output: Int32
  private var pending: [UInt8] = []

  enum Event {
    case line(String)
    /// Nothing was said for the time allowed; the child was killed. What its threads did then.
    case hung(threads: String)
    case ended(status: Int32)
  }

  /// Between making a pipe and marking it nobody else may start a child, which would inherit it.
  private static let starting = Mutex(())

  /// Starts this program anew; its output and errors come back as lines.
  init(_ arguments: [String]) throws {
    // A crash shall be told of at once, without a backtrace. What is freed goes back to the system
    // (mallopt(3)), so that the memory of each case counts anew.
    let own = [
      "SWIFT_BACKTRACE": "enable=no", "MALLOC_MMAP_THRESHOLD_": "131072",
      "MALLOC_TRIM_THRESHOLD_": "131072",
    ]
    let variables = ProcessInfo.processInfo.environment
      .merging(own) { $1 }
      .map { "\($0)=\($1)" }
    (id, output) = try Self.starting.withLock { _ in
      try Self.start(["exportfuzz"] + arguments, variables)
    }
  }

  private static func start(
    _ arguments: [String], _ variables: [String]
  ) throws -> (id: pid_t, output: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Violation("no pipe: errno \(errno)") }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    let environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for text in words + environment { free(text) } }
    var id: pid_t = 0
    let status = posix_spawn(&id, "/proc/self/exe", &actions, nil, words, environment)
    guard status == 0 else {
      close(ends[0])
      throw Violation("no child process: errno \(status)")
    }
    return (id, ends[0])
  }

  /// Waits for the next line or the end.
  mutating func next(milliseconds: Int32) -> Event {
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return .line(line)
      }
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, milliseconds)
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else {
        let threads = threads
        kill(id, SIGKILL)
        _ = reap()
        return .hung(threads: threads)
      }
      var room = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(output, &room, room.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return .ended(status: reap()) }
      pending += room[..<count]
    }
  }

  /// The state of each thread, and where in the kernel it waits: running, for a disk, for a lock.
  private var threads: String {
    let tasks = "/proc/\(id)/task"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    func read(_ thread: String, _ file: String) -> String {
      (try? String(contentsOfFile: "\(tasks)/\(thread)/\(file)", encoding: .utf8)) ?? ""
    }
    return names.map { thread in
      let state = read(thread, "status").split(separator: "\n").first { $0.hasPrefix("State:") }
      return "\(state?.dropFirst(7) ?? "?") in \(read(thread, "wchan"))"
    }.joined(separator: ", ")
  }

  private func reap() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    close(output)
    return status
  }
}
