import Foundation
import TestSupport
import Testing

/// One way in which a command fails.
struct FailureCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let exitCode: Int32
  /// How the error text begins, temporary folders left out.
  let message: String
  let arrange: @Sendable (FailureScene) throws -> Void

  init(
    _ description: String, exits exitCode: Int32, _ message: String,
    _ arrange: @escaping @Sendable (FailureScene) throws -> Void
  ) {
    testDescription = description
    self.exitCode = exitCode
    self.message = message
    self.arrange = arrange
  }

  static let all = usage + exports + configuration + writing + order

  private static let usage = [
    FailureCase("an unknown option", exits: 64, "meibo: error: unknown option '--bogus'\n") {
      $0.arguments = ["--bogus"]
    },
    FailureCase(
      "a date that is none", exits: 64,
      "meibo: error: the value '2026-02-30' is invalid for '--date <YYYY-MM-DD>'\n"
    ) { $0.date = "2026-02-30" },
    FailureCase(
      "no threads", exits: 64,
      "meibo: error: the value '0' is invalid for '--threads <1-256>'\n"
    ) { $0.arguments = ["--threads", "0"] },
    FailureCase(
      "more threads than there can be", exits: 64,
      "meibo: error: the value '9223372036854775807' is invalid for '--threads <1-256>'\n"
    ) { $0.arguments = ["--threads", "9223372036854775807"] },
    FailureCase("a store without a name", exits: 64, "meibo: error: --store must not be empty\n") {
      $0.arguments = ["--store", ""]
    },
    FailureCase(
      "an unknown parameter", exits: 64,
      """
      meibo: error: the pipeline has no parameter 'colour'
        help: it has cancel_page_url, referral_campaign_starts, app_inactive_days

      """
    ) { $0.arguments = ["--set", "colour=red"] },
    FailureCase(
      "an unknown table", exits: 64,
      """
      meibo: error: there is no table 'marts/people'
        help: marts/campaign_grants, marts/customers, marts/document_requests, \
      marts/line_members, marts/quotes, marts/reservations, marts/site_actions

      """
    ) { $0.command = "show marts/people" },
    FailureCase(
      "a table that is none of any kind", exits: 64,
      """
      meibo: error: there is no table 'wat'
        help: \(tables.joined(separator: ", "))

      """
    ) { $0.command = "show wat" },
    FailureCase(
      "a table of a kind of which there is none", exits: 64,
      "meibo: error: there is no table 'late/renewal_reminder'\n"
    ) { $0.command = "show late/renewal_reminder" },
  ]

  private static let tables = [
    "conservation", "exclusions", "files", "headers", "issues", "known", "links", "quarantine",
    "segments", "waterfall", "clean/<source>", "marts/<mart>", "segments/<scenario>",
    "late/<scenario>",
  ]

  private static let exports = [
    FailureCase(
      "no exports folder", exits: 65,
      "meibo: error: cannot list the folder 'exports': no such file or directory\n"
    ) { try FileManager.default.removeItem(at: $0.exports) },
    FailureCase(
      "a source without a file", exits: 65,
      """
      meibo: error: no file in 'exports' for source 'line_members' (line_members*.csv*)
        help: it has 'activities_1.csv', 'activities_2.csv', 'activities_9_long.csv', \
      'campaign_grants.csv', 'campaign_grants_2.csv' and 31 more; a source that may be absent is \
      declared 'optional: true'

      """
    ) { scene in
      for name in ["line_members.csv", "line_members_2.csv"] {
        try FileManager.default.removeItem(at: scene.exports.appending(path: name))
      }
    },
    FailureCase(
      "a header that is missing", exits: 65,
      "meibo: error: 'quotes_2.csv' lacks the header '見積日時'; it has '"
    ) { try $0.edit("quotes_2.csv") { $0.replacing("見積日時", with: "見積時刻") } },
    FailureCase(
      "headers that would tell the terminal something", exits: 65,
      "meibo: error: 'quotes_2.csv' lacks the header '見積日時'; it has '見積ID  ', '　顧客ＩＤ', "
        + "' \u{FFFD}[2J\u{FFFD}見積時刻"
    ) { try $0.edit("quotes_2.csv") { $0.replacing("見積日時", with: "\u{1B}[2J\u{202E}見積時刻") } },
    FailureCase(
      "records where the header row should be", exits: 65,
      "meibo: error: 'quotes_2.csv' lacks the headers '見積ID', '顧客ID', '見積日時', "
    ) {
      try $0.edit("quotes_2.csv") { text in String(text.drop { !$0.isNewline }.dropFirst()) }
    },
    FailureCase(
      "gzip data that end too early", exits: 65,
      "meibo: error: the gzip data of 'contracts_B.csv.gz' are cut short\n"
    ) { scene in
      let file = scene.exports.appending(path: "contracts_B.csv.gz")
      try Data(contentsOf: file).prefix(500).write(to: file)
    },
    FailureCase(
      "a link that leads out of the exports folder", exits: 65,
      "meibo: error: 'quotes_9.csv' "
    ) { scene in
      try FileManager.default.createSymbolicLink(
        at: scene.exports.appending(path: "quotes_9.csv"),
        withDestinationURL: try scene.write("elsewhere.csv", "見積ID\n", mode: 0o600))
    },
    FailureCase(
      "a header row in another encoding", exits: 65,
      """
      meibo: error: the header row of 'quotes_1.csv' cannot be read: bad_encoding
        help: source 'quotes' has 'encoding: utf-8'; 'encoding: auto' finds it out

      """
    ) { try $0.encode("quotes_1.csv", headerToo: true) },
    FailureCase(
      "records in another encoding", exits: 65, "meibo: error: source 'quotes': "
    ) { try $0.encode("quotes_1.csv", headerToo: false) },
    FailureCase(
      "too many records that cannot be read", exits: 65,
      """
      meibo: error: source 'line_members': 11 of 153 records cannot be read (field_count 10, \
      missing_key 1), more than max_quarantined 0.01; first: 'line_members.csv' \
      record 137 at byte 10956 (missing_key), 'line_members_2.csv' record 7 at byte 540 \
      (field_count), 'line_members_2.csv' record 8 at byte 620 (field_count)
        help: look at the files, or raise 'max_quarantined' of the source

      """
    ) {
      try $0.edit("line_members_2.csv") { $0 + String(repeating: "U1,2,3,4,5,6,7\n", count: 10) }
    },
  ]

  private static let configuration = [
    FailureCase(
      "no folder of definitions", exits: 78,
      """
      meibo: error: pipeline 'insurance': no such folder
        help: give --pipeline DIR: there is pipelines/
      """
    ) { try FileManager.default.removeItem(at: $0.pipeline) },
    FailureCase(
      "no secret", exits: 78,
      """
      meibo: error: there is no secret to sign unsubscribe links with
        help: set MEIBO_UNSUBSCRIBE_SECRET, or give --secret-file FILE

      """
    ) { $0.environment = [:] },
    FailureCase(
      "a secret file that others can read", exits: 78,
      "meibo: error: secret file 'secret' can be read by others\n  help: chmod 600\n"
    ) { scene in
      scene.arguments = ["--secret-file", try scene.write("secret", "s", mode: 0o640).file]
    },
    FailureCase(
      "an empty secret file", exits: 78, "meibo: error: secret file 'secret' is empty\n"
    ) { scene in
      scene.arguments = ["--secret-file", try scene.write("secret", "\n", mode: 0o600).file]
    },
    FailureCase(
      "a secret file that is not there", exits: 78,
      "meibo: error: secret file 'secret' cannot be read: no such file or directory\n"
    ) { $0.arguments = ["--secret-file", $0.store.folder.url.appending(path: "secret").file] },
  ]

  /// The exit code of a write that the system refuses is the same everywhere; nobody may make a
  /// folder in a file.
  private static let writing = [
    FailureCase(
      "a store that cannot be", exits: 75,
      "meibo: error: 'file/.lock': cannot open: Not a directory\n"
    ) { scene in
      scene.arguments = ["--store", try scene.write("file", "", mode: 0o600).file]
    },
    FailureCase(
      "a report that cannot be", exits: 75,
      "meibo: error: 'file/.x.html.aside': cannot remove: Not a directory\n"
    ) { scene in
      scene.command = "report"
      scene.arguments = ["--out", try scene.write("file", "", mode: 0o600).file + "/x.html"]
    },
    FailureCase(
      "files for a delivery system that cannot be", exits: 75,
      "meibo: error: cannot create 'file/x': Not a directory\n"
    ) { scene in
      scene.command = "adapt --to csv"
      scene.arguments = ["--out", try scene.write("file", "", mode: 0o600).file + "/x"]
    },
  ]

  private static let order = [
    FailureCase(
      "a store of another pipeline", exits: 65,
      """
      meibo: error: the store belongs to pipeline 'insurance', and this is 'gym'
        help: give each pipeline its own --store; a renamed one keeps its name in pipeline.yml \
      (docs/operating.md)

      """
    ) { try $0.redefine("pipeline.yml", "pipeline: insurance", "pipeline: gym") },
    FailureCase(
      "a stage before the one it needs", exits: 65,
      """
      meibo: error: stage 'cleanse' has not been run for 2026-11-20
        help: run 'meibo cleanse' first, or 'meibo run' for all stages

      """
    ) {
      $0.command = "derive"
      $0.date = "2026-11-20"
    },
    FailureCase(
      "a stage after other definitions", exits: 65,
      """
      meibo: error: stage 'derive' was run with other definitions or parameters
        help: run 'meibo derive' again, or 'meibo run' for all stages

      """
    ) {
      $0.command = "segment"
      try $0.redefine("pipeline.yml", "value: []", "value: [2026-12-01]")
    },
    FailureCase(
      "exports that are not those that ingest read", exits: 65,
      """
      meibo: error: export 'quotes_2.csv' is not what ingest read
        help: run 'meibo ingest' again

      """
    ) {
      $0.command = "cleanse"
      try $0.edit("quotes_2.csv") { $0 + "\n" }
    },
    FailureCase(
      "a store in use", exits: 75,
      "meibo: error: 'store/.lock': the store is in use by another run\n"
    ) { try $0.lockStore() },
  ]
}

extension FailureScene {
  /// Writes a UTF-8 export anew in CP932, with or without its header row.
  fileprivate func encode(_ export: String, headerToo: Bool) throws {
    let file = exports.appending(path: export)
    let parts = try Data(contentsOf: file)
      .split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let original = store.folder.url.appending(path: export)
    try Data(headerToo ? parts[0] + [0x0A] + parts[1] : parts[1]).write(to: original)
    // -c leaves out what CP932 does not have, and iconv then exits with 1.
    _ = try BuiltCommand.system(
      "iconv", ["-c", "-f", "UTF-8", "-t", "CP932", "-o", file.file, original.file], in: exports)
    let converted = try Data(contentsOf: file)
    try Data(headerToo ? converted : parts[0] + [0x0A] + converted).write(to: file)
  }
}
