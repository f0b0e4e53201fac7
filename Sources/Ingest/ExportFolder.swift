import Glibc

/// The landing directory. Nothing outside it is ever read.
public struct ExportFolder: Sendable {
  /// The absolute path, symbolic links resolved.
  public let path: String

  /// The folder at `path`. Throws `unreadableFolder` if there is none.
  public init(_ path: String) throws(IngestError) {
    guard let resolved = Self.resolve(path) else {
      throw .unreadableFolder(path, errno: errno)
    }
    self.path = resolved
    var status = stat()
    guard stat(resolved, &status) == 0 else { throw .unreadableFolder(path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .unreadableFolder(path, errno: ENOTDIR)
    }
  }

  /// Opens and reads one file.
  ///
  /// Only regular files inside the folder; a symbolic link is followed if it stays inside.
  ///
  /// - Parameters:
  ///   - name: the path relative to the folder, as `files(matching:)` gives it.
  ///   - maximumUnpackedBytes: a gzipped file that holds more is refused.
  /// - Throws: `outsideFolder`, `notRegularFile`, `unreadableFile`, `fileChanged`, `gzipCutShort`,
  ///   `gzipDamaged`, `gzipTooLarge`.
  public func open(
    _ name: String, maximumUnpackedBytes: Int = ExportFile.defaultMaximumUnpackedBytes
  ) throws(IngestError) -> ExportFile {
    let descriptor = try openRegularFile(name)
    defer { close(descriptor) }
    return try ExportFile(
      name: name, descriptor: descriptor, maximumUnpackedBytes: maximumUnpackedBytes)
  }

  /// Opens one file to be read piece by piece, and reads its header row. Files are chosen as by
  /// `open`.
  ///
  /// - Parameters:
  ///   - name: the path relative to the folder, as `files(matching:)` gives it.
  ///   - pieceBytes: how many bytes a piece has, about.
  ///   - maximumUnpackedBytes: a gzipped file that holds more is refused, once so many were read.
  /// - Throws: as `open`, and `unreadableHeader`.
  public func pieces(
    of name: String, _ format: ExportFormat, pieceBytes: Int = ExportPieces.defaultPieceBytes,
    maximumUnpackedBytes: Int = ExportFile.defaultMaximumUnpackedBytes
  ) throws(IngestError) -> ExportPieces {
    try ExportPieces(
      openRegularFile(name), name: name, format, pieceBytes: pieceBytes,
      maximumUnpackedBytes: maximumUnpackedBytes)
  }

  /// The SHA-256 of one file as it lies there, as `ExportFile` tells it, without keeping the file
  /// in memory. O(length).
  ///
  /// - Throws: `outsideFolder`, `notRegularFile`, `unreadableFile`, `fileChanged`.
  public func sha256(of name: String) throws(IngestError) -> String {
    let descriptor = try openRegularFile(name)
    defer { close(descriptor) }
    return try ExportFile.sha256(descriptor, name)
  }

  /// A file opened to be read as it lies there; whoever asks for it closes it.
  ///
  /// - Throws: `outsideFolder`, `notRegularFile`, `unreadableFile`.
  public func descriptor(of name: String) throws(IngestError) -> Int32 {
    let descriptor = try openRegularFile(name)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notRegularFile(name)
    }
    return descriptor
  }

  /// How many bytes a file has now; 0 if it cannot be read. For telling how far reading has come.
  public func storedBytes(of name: String) -> Int {
    guard let descriptor = try? openRegularFile(name) else { return 0 }
    defer { close(descriptor) }
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  private func openRegularFile(_ name: String) throws(IngestError) -> Int32 {
    guard let resolved = Self.resolve(path + "/" + name) else {
      throw .unreadableFile(name, errno: errno)
    }
    let inside = path == "/" ? path : path + "/"
    guard resolved.utf8.starts(with: inside.utf8) else { throw .outsideFolder(name) }
    // Without O_NONBLOCK opening a pipe would wait for its writer.
    let descriptor = Glibc.open(resolved, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      // A socket cannot be opened at all.
      if errno == ENXIO { throw .notRegularFile(name) }
      throw .unreadableFile(name, errno: errno)
    }
    return descriptor
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
