import Glibc

/// What a child says on its standard output, a line each.
enum Message {
  /// The case, how its files are broken, and which they are.
  case began(Int, kinds: [String], files: [String])
  case done(Int, CaseResult)
  case failed(Int, String)

  private var line: String {
    switch self {
    case .began(let number, let kinds, let files):
      "@began \(number) \(kinds.joined(separator: "+")) \(files.joined(separator: "+"))\n"
    case .done(let number, let result): "@done \(number) \(result.words)\n"
    case .failed(let number, let why):
      "@failed \(number) \(why.split(separator: "\n").joined(separator: " "))\n"
    }
  }

  func send() {
    var line = line
    line.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = write(STDOUT_FILENO, bytes.baseAddress! + sent, bytes.count - sent)
        guard count > 0 || errno == EINTR else { return }
        sent += max(0, count)
      }
    }
  }

  /// Nil for a line that is none: the last words of a process that died.
  init?(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 2).map { String($0) }
    guard words.count == 3, let number = Int(words[1]) else { return nil }
    switch words[0] {
    case "@began":
      let lists = words[2].split(separator: " ").map { list in
        list.split(separator: "+").map { String($0) }
      }
      guard lists.count == 2 else { return nil }
      self = .began(number, kinds: lists[0], files: lists[1])
    case "@done":
      guard let result = CaseResult(words[2]) else { return nil }
      self = .done(number, result)
    case "@failed": self = .failed(number, words[2])
    default: return nil
    }
  }
}
