import Glibc
import Table

/// A folder that appears whole or not at all: filled beside its place, synced, then renamed.
///
/// Killed at any instant, the old folder or the new one is there, or `recover` puts the old one
/// back; what a dead run has left is cleared away by the next.
///
/// One thread may fill it and another publish it, one after the other.
final class ManifestFolder: @unchecked Sendable {
  private let parent: String
  private let name: String
  /// Where it is while it is being filled.
  let path: String
  /// Held open with a lock while the run lives: who can take it knows that the run is dead.
  private let descriptor: Int32
  private var isPublished = false
  private var sums: [(name: String, sha256: String)] = []

  /// True if all folders in `parent` are manifests of one store; else only its own name is ours.
  private let ownsParent: Bool

  /// Begins `name` in `parent`, which is made if it is not there.
  init(parent: String, name: String, ownsParent: Bool = true) throws(ManifestError) {
    self.parent = parent
    self.name = name
    self.ownsParent = ownsParent
    try FileTree.makeFolders(parent)
    try Self.recover(parent: parent, only: ownsParent ? nil : name)
    for attempt in 0..<100 {
      let path = "\(parent)/.\(name).building.\(getpid()).\(attempt)"
      guard mkdir(path, 0o750) == 0 else {
        if errno == EEXIST { continue }
        throw .system("create", path)
      }
      if let descriptor = Folder.lock(path) {
        self.path = path
        self.descriptor = descriptor
        return
      }
    }
    throw ManifestError(.inputOutput, "cannot find a free name to build in under '\(parent)'")
  }

  deinit {
    if !isPublished { FileTree.remove(path) }
    _ = close(descriptor)
  }

  /// Writes a file of the folder, synced, and gives its SHA-256. `fill` writes the content piece by
  /// piece; a name that ends in `.gz` is compressed.
  @discardableResult
  func add(
    _ file: String, _ fill: ((ByteView) throws(ManifestError) -> Void) throws(ManifestError) -> Void
  ) throws(ManifestError) -> String {
    let output = try OutputFile(path: "\(path)/\(file)", compressed: file.hasSuffix(".gz"))
    try fill { (bytes) throws(ManifestError) in try output.write(bytes) }
    let sum = try output.finish()
    sums.append((file, sum))
    return sum
  }

  /// Finishes and publishes it. `commit` is called with the digest between the two; if it throws,
  /// nothing is seen.
  func publish(_ commit: (String) throws -> Void) throws {
    try commit(try finish())
    try publish()
  }

  /// Adds `SHA256SUMS` of all files, and gives its digest once everything is on the disk.
  func finish() throws(ManifestError) -> String {
    let lines = ByteBuffer(capacity: 1024)
    for (file, sum) in sums.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      lines.append(text: "\(sum)  \(file)\n")
    }
    let digest = try add("SHA256SUMS") { (write) throws(ManifestError) in try write(lines.view) }
    try FileTree.sync(path)
    return digest
  }

  /// Puts the folder, which is finished, in its place, replacing one that is there.
  func publish() throws(ManifestError) {
    isPublished = try Self.put(path, parent: parent, name: name)
    // What was withdrawn on the way is not needed any more.
    try Self.recover(parent: parent, only: ownsParent ? nil : name)
  }

  /// Puts a whole folder in the place of that name. False if the folder that was there has its name
  /// now, and is to be removed.
  private static func put(
    _ path: String, parent: String, name: String
  ) throws(ManifestError) -> Bool {
    let place = "\(parent)/\(name)"
    var isGone = true
    if rename(path, place) != 0 {
      guard errno == EEXIST || errno == ENOTEMPTY else { throw .system("rename", path) }
      if FileTree.exchange(path, place) {
        isGone = false
      } else {
        try replace(place, by: path, aside: "\(parent)/.\(name).replaced")
      }
    }
    try FileTree.sync(parent)
    FileTree.remove("\(parent)/.\(name).replaced")
    return isGone
  }

  /// Where two folders cannot change places at once: the old steps aside first. A run killed
  /// between the two renames is put right by `recover`.
  private static func replace(
    _ place: String, by path: String, aside: String
  ) throws(ManifestError) {
    FileTree.remove(aside)
    guard rename(place, aside) == 0 else { throw .system("rename", place) }
    guard rename(path, place) == 0 else {
      let failure = ManifestError.system("rename", path)
      _ = rename(aside, place)
      throw failure
    }
  }

  /// Takes a published folder out of its place, so that nobody finds half of it. It is removed by
  /// the next run, or put back if the ledger still has it.
  static func withdraw(parent: String, name: String) throws(ManifestError) {
    let place = "\(parent)/\(name)"
    guard access(place, F_OK) == 0 else { return }
    let aside = "\(parent)/.\(name).withdrawn"
    FileTree.remove(aside)
    guard rename(place, aside) == 0 else { throw .system("rename", place) }
    try FileTree.sync(parent)
  }

  /// Puts the folder with that digest in its place, if a dead run has left it whole: it had told
  /// the ledger of it, or had withdrawn what the ledger still has. False if there is none.
  static func finish(
    parent: String, name: String, digest: String
  ) throws(ManifestError) -> Bool {
    for entry in try FileTree.list(parent)
    where entry.hasPrefix(".\(name).building.") || entry == ".\(name).withdrawn" {
      let path = "\(parent)/\(entry)"
      guard ManifestDigest.of(folder: path) == digest, let lock = Folder.lock(path) else {
        continue
      }
      defer { _ = close(lock) }
      if try !put(path, parent: parent, name: name) { FileTree.remove(path) }
      return true
    }
    return false
  }

  /// Puts back a folder that a dead run had moved aside and not replaced, and clears away what dead
  /// runs have left half-written.
  ///
  /// - Parameter name: of that folder alone; nil: of all in `parent`.
  static func recover(parent: String, only name: String? = nil) throws(ManifestError) {
    let prefix = name.map { ".\($0)." } ?? "."
    for entry in try FileTree.list(parent) where entry.utf8.starts(with: prefix.utf8) {
      let path = "\(parent)/\(entry)"
      if entry.hasSuffix(".replaced") {
        let place = "\(parent)/\(entry.dropFirst().dropLast(".replaced".count))"
        if access(place, F_OK) != 0, rename(path, place) == 0 { continue }
        FileTree.remove(path)
      } else if entry.hasSuffix(".withdrawn") {
        FileTree.remove(path)
      } else if entry.contains(".building."), let lock = Folder.lock(path) {
        FileTree.remove(path)
        _ = close(lock)
      }
    }
  }
}
