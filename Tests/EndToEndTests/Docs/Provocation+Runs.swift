import Foundation

extension Provocation {
  /// What exports and stages are refused for.
  static let stages = [
    Provocation("meibo: error: …", by: run) {
      try FileManager.default.removeItem(at: $0.exports)
    },
    Provocation("no file in '…' for source 'x' (…)") {
      for name in ["line_members.csv", "line_members_2.csv"] {
        try FileManager.default.removeItem(at: $0.exports.appending(path: name))
      }
    },
    Provocation("'f.csv' lacks the header '…'; it has …") {
      try $0.edit("quotes_2.csv") { $0.replacing("見積日時", with: "見積時刻") }
    },
    Provocation("the header row of 'f.csv' cannot be read: …") {
      try Data([0x8C, 0xA9, 0x0A]).write(to: $0.exports.appending(path: "quotes_2.csv"))
    },
    Provocation("'f.csv' is an Excel workbook (XLSX) or another ZIP archive, …") {
      try Data([0x50, 0x4B, 3, 4, 0x14, 0]).write(to: $0.exports.appending(path: "quotes_2.csv"))
    },
    Provocation("the header row of 'f.csv' holds a carriage return: …") {
      try Data("ID\rU1\rU2\r".utf8).write(to: $0.exports.appending(path: "quotes_2.csv"))
    },
    Provocation("source 'x': 12 of 300 records cannot be read …") {
      try $0.edit("line_members_2.csv") { $0 + String(repeating: "U1,2,3,4,5,6,7\n", count: 10) }
    },
    Provocation("the gzip data of 'f.csv.gz' are cut short") {
      let file = $0.exports.appending(path: "contracts_B.csv.gz")
      try Data(contentsOf: file).prefix(500).write(to: file)
    },
    Provocation(
      "export 'f.csv' is not what ingest read",
      by: "cleanse --pipeline insurance --exports exports \(day)"
    ) { try $0.edit("quotes_2.csv") { $0 + "\n" } },
    Provocation(
      "stage 'x' has not been run for D",
      by: "derive --pipeline insurance --store store --date 2026-11-20"
    ) { _ in },
    Provocation(
      "stage 'x' was run with other definitions or parameters",
      by: "segment --pipeline insurance \(day)"
    ) { try $0.redefine("pipeline.yml", "value: []", "value: [2026-12-01]") },
    Provocation(
      "stage 'x' or an earlier date was run again after stage 'y', with another result",
      by: "segment --pipeline insurance \(day)"
    ) { scene in
      try scene.edit("quotes_2.csv") { $0 + "\n" }
      for stage in ["ingest", "cleanse"] {
        try scene.succeed("\(stage) --pipeline insurance --exports exports \(day)")
      }
    },
    Provocation("there is no secret to sign unsubscribe links with") { $0.environment = [:] },
    Provocation("secret file 'f' is empty", by: run + " --secret-file secret") {
      _ = try $0.write("secret", "\n", mode: 0o600)
    },
    Provocation("secret file 'f' cannot be read: …", by: run + " --secret-file secret") { _ in },
  ]

  /// What a store is refused for.
  static let stores = [
    Provocation(
      "the ledger holds D2, which is later than D1",
      by: "run --pipeline insurance --exports exports --store store --date 2026-11-20"
    ) { _ in },
    Provocation("the manifest of D is not the one in the ledger", by: "seal \(day)") {
      try FileManager.default.removeItem(at: $0.store.manifest().appending(path: "SHA256SUMS"))
    },
    Provocation("the store belongs to pipeline 'x', and this is 'y'") {
      try $0.redefine("pipeline.yml", "pipeline: insurance", "pipeline: gym")
    },
    Provocation("D is sealed …") { try $0.succeed("seal \(day)") },
    Provocation(
      "D2, which is later than D, is sealed …",
      by: "run --pipeline insurance --exports exports --store store --date 2026-11-20 --replay"
    ) { try $0.succeed("seal \(day)") },
    Provocation(
      "no date has been run in '…'", by: "status --pipeline insurance --store elsewhere"
    ) { _ in },
    Provocation(
      "an address that was given is another customer's",
      by: "erase --pipeline insurance --store store --email abe..28@mail.example.ne.jp"
    ) { _ in },
    Provocation(
      "what was given as … cannot be read as one",
      by: "erase --pipeline insurance --store store --phone 110"
    ) { _ in },
    Provocation(
      "no date from D1 to D2 has been run",
      by: "simulate --pipeline insurance --store store --from 2026-10-01 --to 2026-10-02"
    ) { _ in },
    Provocation(
      "'…' is no date, no store, and no git revision of '…'",
      by: "diff --pipeline insurance \(day) --against nothing"
    ) { _ in },
    Provocation("source 'x' was read by another definition on D", by: simulate) {
      try $0.redefine(
        "sources/quotes.yml", "header: 商品種別, type: text", "header: 商品種別, type: id")
    },
    Provocation("there is no stage file 'cleanse' of D", by: simulate) {
      try FileManager.default.removeItem(at: $0.store.stageFile("cleanse"))
    },
    Provocation(
      "no manifest of D has been published", by: "seal --store store --date 2026-11-20"
    ) { _ in },
    Provocation("'…' is not what SHA256SUMS says", by: "seal \(day)") {
      let file = $0.store.manifest().appending(path: "email.jsonl.gz")
      try (Data(contentsOf: file) + [0]).write(to: file)
    },
    Provocation("'…' lacks '…', which its SHA256SUMS lists", by: "seal \(day)") {
      try FileManager.default.removeItem(
        at: $0.store.manifest().appending(path: "email.jsonl.gz"))
    },
    Provocation("'…' holds '…', which SHA256SUMS does not list", by: "seal \(day)") {
      try Data().write(to: $0.store.manifest().appending(path: "more.jsonl.gz"))
    },
  ]

  private static let simulate =
    "simulate --pipeline insurance --store store --from \(Repository.date) --to \(Repository.date)"
}
