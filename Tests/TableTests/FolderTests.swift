import Glibc
import Table
import TestSupport
import Testing

@Suite("A folder")
struct FolderTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path }

  init() throws { folder = try TemporaryFolder() }

  @Test("has names that need not be UTF-8, and without those of itself and its parent")
  func names() throws {
    #expect(try Folder.names(in: path) == [])
    let names = [Array(".x".utf8), Array("…".utf8), [0x61, 0xFF]]
    for name in names {
      let entry = Array("\(path)/".utf8) + name + [0]
      close(open(entry.map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600))
    }
    #expect(Set(try Folder.names(in: path)) == Set(names))
  }

  @Test("that cannot be listed says why")
  func unlisted() {
    let missing = #expect(throws: Folder.Failure.self) { try Folder.names(in: path + "/none") }
    #expect(missing?.code == ENOENT)
    let none = #expect(throws: Folder.Failure.self) { try Folder.names(in: "/dev/null") }
    #expect(none?.code == ENOTDIR)
  }

  @Test("is locked by one, and not through a link")
  func locked() throws {
    let descriptor = try #require(Folder.lock(path))
    #expect(Folder.lock(path) == nil)
    close(descriptor)
    symlink(path, path + "/link")
    #expect(Folder.lock(path + "/link") == nil)
    #expect(Folder.lock(path + "/none") == nil)
    close(try #require(Folder.lock(path)))
  }
}
