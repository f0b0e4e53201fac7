import Glibc
import Ingest
import Table
import TestSupport
import Testing

/// A folder with another one beside it, both deleted at the end.
final class LandingFolder {
  private let folder: TemporaryFolder
  var root: String { folder.path }
  var exports: String { root + "/exports" }

  init() throws {
    folder = try TemporaryFolder()
    mkdir(exports, 0o700)
    mkdir(root + "/exports-of-others", 0o700)
    write("../exports-of-others/secret.csv")
  }

  func write(_ name: String, _ text: String = "a\n1\n") {
    let file = fopen(exports + "/" + name, "w")
    fputs(text, file)
    fclose(file)
  }

  func makeFolder(_ name: String) { mkdir(exports + "/" + name, 0o700) }

  func link(_ name: String, to target: String) { symlink(target, exports + "/" + name) }
}

@Suite("The landing directory")
struct FolderTests {
  @Test("a pattern finds files in byte order of their names")
  func byteOrder() throws {
    let landing = try LandingFolder()
    for name in ["c_9.csv", "c_10.csv", "c_a.csv.gz", "c_Z.csv", "c_あ.csv", "d.csv", ".c_x.csv"] {
      landing.write(name)
    }
    landing.makeFolder("c_folder.csv")
    let folder = try ExportFolder(landing.exports)
    #expect(
      try folder.files(matching: "c_*.csv*")
        == ["c_10.csv", "c_9.csv", "c_Z.csv", "c_a.csv.gz", "c_あ.csv"])
    #expect(try folder.files(matching: "c_?.csv") == ["c_9.csv", "c_Z.csv", "c_あ.csv"])
    #expect(try folder.files(matching: "c_[あ-ん].csv") == ["c_あ.csv"])
    #expect(try folder.files(matching: "c_[!0-9A-Z].csv") == ["c_あ.csv"])
    #expect(try folder.files(matching: "d.csv") == ["d.csv"])
    #expect(try folder.files(matching: "e*.csv") == [])
  }

  @Test("a pattern may lead into folders, and a star does not")
  func folders() throws {
    let landing = try LandingFolder()
    for folder in ["b", "a"] {
      landing.makeFolder(folder)
      landing.write(folder + "/x.csv.gz")
    }
    landing.write("x.csv.gz")
    let folder = try ExportFolder(landing.exports + "/.")
    #expect(try folder.files(matching: "b/*.csv.gz") == ["b/x.csv.gz"])
    #expect(try folder.files(matching: "*/*.csv.gz") == ["a/x.csv.gz", "b/x.csv.gz"])
    #expect(try folder.files(matching: "*.gz") == ["x.csv.gz"])
    #expect(try folder.files(matching: "none/*.gz") == [])
    #expect(try folder.files(matching: "x.csv.gz/*") == [])
    let file = try folder.open("b/x.csv.gz")
    #expect(withExtendedLifetime(file) { file.bytes.text } == "a\n1\n")
  }

  @Test(
    "a pattern that climbs out is refused",
    arguments: ["../x", "/etc/x", "a/../x", "", "a//b", "."])
  func unsafePattern(_ pattern: String) throws {
    let landing = try LandingFolder()
    let folder = try ExportFolder(landing.exports)
    #expect(throws: IngestError.unsafePattern(pattern)) { try folder.files(matching: pattern) }
  }

  @Test(
    "nor does a pattern climb out that only fits the names of above",
    arguments: [".*", ".?", ".[.]"])
  func fitsParent(_ pattern: String) throws {
    let landing = try LandingFolder()
    let folder = try ExportFolder(landing.exports)
    #expect(try folder.files(matching: pattern + "/*/*.csv") == [])
    landing.makeFolder(".a")
    landing.makeFolder(".a/b")
    landing.write(".a/b/x.csv")
    let isIn = pattern != ".[.]"
    #expect(try folder.files(matching: pattern + "/*/*.csv") == (isIn ? [".a/b/x.csv"] : []))
  }

  @Test("a folder that is not there, or is none, is refused")
  func noFolder() throws {
    let landing = try LandingFolder()
    landing.write("x.csv")
    for (name, code) in [("/none", ENOENT), ("/x.csv", ENOTDIR)] {
      let path = landing.exports + name
      #expect(throws: IngestError.unreadableFolder(path, errno: code)) { try ExportFolder(path) }
    }
  }

  @Test("links inside the folder are followed, links that lead out are refused")
  func links() throws {
    let landing = try LandingFolder()
    landing.makeFolder("deep")
    landing.write("deep/x.csv")
    landing.link("in.csv", to: "deep/x.csv")
    landing.link("in2.csv", to: landing.exports + "/in.csv")
    landing.link("out.csv", to: "../exports-of-others/secret.csv")
    landing.link("out2.csv", to: landing.root + "/exports-of-others/secret.csv")
    landing.link("outdeep", to: "../exports-of-others")
    landing.link("nowhere.csv", to: "missing")
    let folder = try ExportFolder(landing.exports)
    #expect(
      try folder.files(matching: "*.csv")
        == ["in.csv", "in2.csv", "nowhere.csv", "out.csv", "out2.csv"])
    for name in ["in.csv", "in2.csv"] { #expect(try folder.open(name).name == name) }
    for name in ["out.csv", "out2.csv", "outdeep/secret.csv", "../exports-of-others/secret.csv"] {
      #expect(throws: IngestError.outsideFolder(name)) { try folder.open(name) }
    }
    #expect(throws: IngestError.unreadableFile("nowhere.csv", errno: ENOENT)) {
      try folder.open("nowhere.csv")
    }
  }

  @Test("pipes and folders are found out and refused without waiting")
  func notRegular() throws {
    let landing = try LandingFolder()
    mkfifo(landing.exports + "/pipe.csv", 0o600)
    landing.makeFolder("folder.csv")
    let folder = try ExportFolder(landing.exports)
    #expect(try folder.files(matching: "*.csv") == ["pipe.csv"])
    for name in ["pipe.csv", "folder.csv"] {
      #expect(throws: IngestError.notRegularFile(name)) { try folder.open(name) }
    }
  }

  @Test("a file name that is not UTF-8 is refused if it matches")
  func nameNotUTF8() throws {
    let landing = try LandingFolder()
    landing.write("x.csv")
    var name = Array((landing.exports + "/c_").utf8CString.dropLast())
    name += [-1, 0]
    close(open(name, O_CREAT | O_WRONLY, 0o600))
    let folder = try ExportFolder(landing.exports)
    #expect(try folder.files(matching: "x*") == ["x.csv"])
    #expect(throws: IngestError.fileNameNotUTF8(folder: folder.path)) {
      try folder.files(matching: "c_*")
    }
  }

  @Test("messages are lower case, quote names and end without a full stop")
  func messages() {
    #expect(
      IngestError.unreadableFile("a.csv", errno: ENOENT).description
        == "cannot read 'a.csv': no such file or directory")
    #expect(
      IngestError.unreadableHeader(file: "a.csv", reason: .strayQuote).description
        == "the header row of 'a.csv' cannot be read: stray_quote")
    #expect(
      IngestError.gzipTooLarge("a.gz", limitBytes: 7).description
        == "'a.gz' unpacks to more than the 7 bytes allowed")
  }
}
