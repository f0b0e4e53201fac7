/// A scenario's flow with who is where in it.
struct FlowPicture {
  let scenario: DayReport.Scenario
  /// What came of each step on the date, over all channels.
  let results: [String: DayReport.Conservation]
  private let layout: FlowLayout

  init(_ scenario: DayReport.Scenario, _ report: DayReport) {
    self.scenario = scenario
    layout = FlowLayout(scenario.flow)
    let rows = report.conservation.filter { $0.scenario == scenario.id }
    results = Dictionary(grouping: rows, by: \.step).mapValues {
      DayReport.Conservation.sum($0, reasons: report.reasons.count)
    }
  }

  /// True if it does not fit beside a table.
  var isWide: Bool { layout.width > 560 }

  func draw(in html: inout HTML) {
    let id = "flow-\(scenario.number)"
    html.element(
      "svg", .class("flow"), Attribute("viewBox", "0 0 \(layout.width) \(layout.height)"),
      Attribute("width", layout.width), Attribute("height", layout.height),
      Attribute("role", "img"), Attribute("aria-labelledby", "\(id)-title \(id)-desc")
    ) { html in
      html.element("title", .id(id + "-title"), text: title.plain(html.language))
      html.element("desc", .id(id + "-desc"), text: description.plain(html.language))
      for arrow in layout.arrows { draw(arrow, in: &html) }
      for box in layout.boxes { draw(box, in: &html) }
    }
  }

  private var title: Phrase {
    Phrase("\(scenario.name)のフロー", "Flow of \(scenario.name)")
  }

  private var description: Phrase {
    let journeys = scenario.journeys
    return Phrase(
      "本日の開始 \(journeys.enteredToday)、待機中 \(journeys.waiting)、終了 \(journeys.ended)。"
        + "内訳は次の表にあります。",
      "\(journeys.enteredToday) entered today, \(journeys.waiting) wait, \(journeys.ended) have "
        + "ended. The table that follows has the figures of each step.")
  }

  private func draw(_ arrow: FlowLayout.Arrow, in html: inout HTML) {
    guard let last = arrow.points.last, let first = arrow.points.first else { return }
    let path = arrow.points.enumerated().map { "\($0 == 0 ? "M" : "L")\($1.x) \($1.y)" }
    html.element("path", .class("arrow"), Attribute("d", path.joined()))
    html.element(
      "path", .class("head"),
      Attribute(
        "d", "M\(last.x - 5) \(last.y - 8)L\(last.x + 5) \(last.y - 8)L\(last.x) \(last.y)Z"))
    guard let answer = arrow.answer, arrow.points.count > 1 else { return }
    let corner = arrow.points[1]
    let words = answer ? Phrase("はい", "yes") : Phrase("いいえ", "no")
    // Beside the line that goes down, on its outer side.
    let side = corner.x < first.x ? -1 : 1
    text(
      words.plain(html.language), "answer", corner.x + side * 7, corner.y + 19,
      side < 0 ? "end" : "start", &html)
  }

  private func draw(_ box: FlowLayout.Box, in html: inout HTML) {
    html.element("g") { html in
      switch box.content {
      case .enter: drawEnter(box, in: &html)
      case .message(let step): draw(message: step, box, in: &html)
      case .wait(let place, let after, let days):
        draw(wait: place, after, days, box, in: &html)
      case .question(let response, let of):
        shape("question", box, radius: 4, &html)
        let words = Codes.response(response, of: of).plain(html.language)
        text(
          TextWidth.fitted(words, to: box.width - 16, size: 12), "", box.x, box.top + 22, "middle",
          &html)
      case .end(let outcome):
        shape("end", box, radius: 17, &html)
        let words = Codes.outcome(outcome).plain(html.language)
        text(
          TextWidth.fitted(words, to: box.width - 20, size: 12), "", box.x, box.top + 21, "middle",
          &html)
      }
    }
  }

  private func drawEnter(_ box: FlowLayout.Box, in html: inout HTML) {
    let count = scenario.journeys.enteredToday
    shape(count > 0 ? "enter live" : "enter", box, radius: 18, &html)
    text(
      Phrase("本日の開始", "enter today").plain(html.language), "", box.left + 16, box.top + 23, "start",
      &html)
    text(Figures.count(count), "big", box.left + box.width - 16, box.top + 23, "end", &html)
  }

  private func draw(message step: String, _ box: FlowLayout.Box, in html: inout HTML) {
    let message = scenario.messages.first { $0.step == step }
    let label = message?.label ?? ""
    html.element("title", text: "\(step) \(label)")
    shape(
      (results[step]?.candidates ?? 0) > 0 ? "message live" : "message", box, radius: 6, &html)
    let (left, right) = (box.left + 12, box.left + box.width - 12)
    let indent = TextWidth.of(step, size: 13) + 8
    text(step, "step", left, box.top + 20, "start", &html)
    text(
      TextWidth.fitted(label, to: box.width - 24 - indent, size: 12), "", left + indent,
      box.top + 20, "start", &html)
    var channels = (message?.channels ?? []).joined(separator: ", ")
    if isRepeated(step) {
      // What came of a step is counted wherever the flow comes to it.
      channels += words("（全箇所の計）", " (all places)", "（全箇所の計）", html)
    }
    text(channels, "quiet", left, box.top + 40, "start", &html)
    let all = Figures.count(scenario.journeys.reached[step] ?? 0)
    text(
      words("累計 \(all)", "\(all) in all", "累計 all \(all)", html), "quiet", right, box.top + 40,
      "end", &html)
    let sent = Figures.count(results[step]?.sends ?? 0)
    let held = Figures.count(results[step]?.excluded ?? 0)
    text(
      words(
        "本日 送信 \(sent) · 除外 \(held)", "today \(sent) sent · \(held) not",
        "送信 sent \(sent) · 除外 not \(held)", html), results[step] == nil ? "quiet" : "", left,
      box.top + 61, "start", &html)
  }

  /// True if the flow comes to a step in more places than one.
  private func isRepeated(_ step: String) -> Bool {
    layout.boxes.count { $0.content == .message(step: step) } > 1
  }

  /// Where both languages in full would not fit.
  private func words(_ ja: String, _ en: String, _ both: String, _ html: HTML) -> String {
    switch html.language {
    case .ja: ja
    case .en: en
    case .both: both
    }
  }

  private func draw(
    wait place: String, _ after: String, _ days: Int, _ box: FlowLayout.Box, in html: inout HTML
  ) {
    let count = scenario.journeys.waitingAt[place] ?? 0
    shape(count > 0 ? "wait live" : "wait", box, radius: 22, &html)
    let words = Phrase("\(after) から\(days)日", "\(days) day\(days == 1 ? "" : "s") after \(after)")
    let left = box.left + 18
    if html.language == .both {
      text(words.ja, "", left, box.top + 19, "start", &html)
      text(words.en, "quiet", left, box.top + 34, "start", &html)
    } else {
      text(words.plain(html.language), "", left, box.top + 27, "start", &html)
    }
    text(Figures.count(count), "big", box.left + box.width - 18, box.top + 28, "end", &html)
  }

  private func shape(_ style: String, _ box: FlowLayout.Box, radius: Int, _ html: inout HTML) {
    html.element(
      "rect", .class("box " + style), Attribute("x", box.left), Attribute("y", box.top),
      Attribute("width", box.width), Attribute("height", box.height), Attribute("rx", radius))
  }

  private func text(
    _ content: String, _ style: String, _ x: Int, _ y: Int, _ anchor: String, _ html: inout HTML
  ) {
    html.element(
      "text", style.isEmpty ? nil : .class(style), Attribute("x", x), Attribute("y", y),
      anchor == "start" ? nil : Attribute("text-anchor", anchor), text: content)
  }
}
