import Foundation
import Stages
import TestSupport

extension Club {
  func erase(
    _ store: TemporaryFolder, _ customer: String = "P1", isDry: Bool = false,
    exports: String? = nil
  ) throws -> Erasure {
    try erase(store, ErasedPerson(customer: customer), isDry: isDry, exports: exports)
  }

  func erase(
    _ store: TemporaryFolder, _ person: ErasedPerson, isDry: Bool = false, exports: String? = nil
  ) throws -> Erasure {
    try StageRunner(
      RunOptions(
        pipeline: shop.pipeline.path, exports: exports, store: store.path, date: Self.days[0])
    ).erase(person, isDry: isDry)
  }

  /// A store of two days, in which the first member refused in every way.
  static func refusing() throws -> (Club, TemporaryFolder) {
    let club = try Club()
    let store = try TemporaryFolder()
    _ = try club.run(store, on: days[0])
    let send = try club.sendID(store, to: Club.members[0], on: days[0])
    try club.export(
      events: [
        "E1,P1,,email,all,opt_out,2026-11-21 8:00,web,", "E2,P2,,email,,opt_out,2026-11-21,,",
      ],
      suppressions: ["S1,customer,P1,all,legal,2026-01-01,", "S2,email,p1@example.jp,all,legal,,"],
      reports: ["R1,\(send),unsubscribe,2026-11-21 20:00"])
    _ = try club.run(store, on: days[1])
    return (club, store)
  }
}

extension TemporaryFolder {
  /// The files, unpacked, in which one of the texts stands; read by other means than the product's.
  func files(with texts: [String]) throws -> [String] {
    try files().filter { name, bytes in
      var content = Data(bytes)
      if name.hasSuffix(".gz") {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-cd", "\(path)/\(name)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        content = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
      }
      return texts.contains { content.range(of: Data($0.utf8)) != nil }
    }.keys.sorted()
  }
}
