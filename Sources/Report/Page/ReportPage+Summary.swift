extension ReportPage {
  /// The figures that somebody reads first, and what to look at.
  func summary(_ html: inout HTML) {
    html.element("dl", .class("tiles")) { html in
      for tile in tiles { draw(tile, &html) }
    }
    notices(&html)
  }

  private struct Tile {
    let name: Phrase
    let value: Int
    /// What it was on the kept date before.
    var before: Int?
    var note: Phrase?
    var style = ""
  }

  private var tiles: [Tile] {
    let before = report.dayBefore
    let read = report.sources.reduce(0) { $0 + $1.read }
    let quarantined = report.sources.reduce(0) { $0 + $1.quarantined }
    let total = report.total
    let waiting = report.scenarios.reduce(0) { $0 + $1.journeys.waiting }
    let entered = report.scenarios.reduce(0) { $0 + $1.journeys.enteredToday }
    let sent = Figures.share(total.sends, of: total.candidates)
    return [
      Tile(
        name: Phrase("読み込んだレコード", "records read"), value: read,
        before: before?.totalRead,
        note: Phrase("\(report.files.count) ファイル", Figures.english(report.files.count, "file"))),
      Tile(
        name: Phrase("隔離", "quarantined"), value: quarantined,
        before: before?.totalQuarantined,
        note: Phrase(
          "全体の \(Figures.share(quarantined, of: read))",
          "\(Figures.share(quarantined, of: read)) of all")),
      Tile(
        name: Phrase("読めなかった値", "values not understood"),
        value: report.issues.reduce(0) { $0 + $1.count }, before: before?.totalIssues),
      Tile(
        name: Phrase("本日の開始", "entered today"), value: entered,
        note: Phrase("待機中 \(Figures.count(waiting))", "\(Figures.count(waiting)) waiting")),
      Tile(
        name: Phrase("送信", "sends"), value: total.sends, before: before?.sends,
        note: Phrase(
          "候補 \(Figures.count(total.candidates)) の \(sent)",
          "\(sent) of \(Figures.count(total.candidates)) candidates"), style: "good"),
      Tile(
        name: Phrase("除外", "exclusions"), value: total.excluded, before: before?.exclusions,
        style: "held"),
    ]
  }

  private func draw(_ tile: Tile, _ html: inout HTML) {
    html.line()
    html.element("div", .class("tile " + tile.style)) { html in
      html.element("dt", phrase: tile.name)
      html.element("dd", .class("figure"), text: Figures.count(tile.value))
      if let before = tile.before, let date = report.dayBefore?.date {
        let change = Figures.change(tile.value - before)
        let day = Figures.shortDay(date)
        html.element("dd", phrase: Phrase("\(day) 比 \(change)", "\(change) since \(day)"))
      }
      if let note = tile.note { html.element("dd", phrase: note) }
    }
  }

  private func notices(_ html: inout HTML) {
    let notices = report.notices
    html.element("h3", phrase: Phrase("確認すること", "Worth a look"))
    guard !notices.isEmpty else {
      return html.element("p", phrase: Phrase("ありません。", "Nothing."))
    }
    html.element("ul", .class("notices")) { html in
      for notice in notices {
        html.element("li", .class(notice.isGrave ? "grave" : "")) { html in
          html.element(
            "span", .class("chip"),
            phrase: notice.isGrave ? Phrase("重要", "important") : Phrase("参考", "note"))
          html.write(" ")
          html.write(notice.words)
        }
      }
    }
  }
}
