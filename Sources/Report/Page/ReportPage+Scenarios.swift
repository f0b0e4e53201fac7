extension ReportPage {
  /// The sizes of all segments side by side.
  func segments(_ html: inout HTML) {
    html.element(
      "p", .class("lead"),
      phrase: Phrase(
        "入口の条件をすべて満たす人。条件ごとの内訳は各シナリオにあります。",
        "Who meets all entry conditions; each scenario shows what every condition leaves."))
    html.table(
      "segment-sizes", caption: Phrase("シナリオごとの対象者", "Entrants by scenario"),
      columns: [
        .number("#", "#"), .text("シナリオ", "scenario"), .text("開始日", "enters"),
        .number("全行", "rows"), .number("対象者", "entrants"), .number("割合", "share"),
        .picture("全行に占める対象者", "entrants among all rows"), .text("推移", "trend"),
      ]
    ) { html in
      for scenario in report.scenarios { html.row { segment(scenario, &$0) } }
    }
  }

  private func segment(_ scenario: DayReport.Scenario, _ html: inout HTML) {
    let rows = scenario.waterfall.first?.rows ?? 0
    html.cell(number: String(scenario.number))
    html.rowHeading { html in
      html.element("a", Attribute("href", "#scenario-\(scenario.number)"), text: scenario.name)
      html.element(
        "span", .class("quiet under"), text: report.mart(scenario.mart)?.label ?? scenario.mart)
    }
    html.cell { html in
      if scenario.isTriggered {
        html.element("span", .class("chip on"), phrase: Phrase("本日", "today"))
        html.write(" ")
      }
      html.write(Codes.trigger(scenario.trigger))
    }
    html.cell(count: rows)
    html.cell(count: scenario.segmentSize)
    html.cell(number: Figures.share(scenario.segmentSize, of: rows))
    html.pictureCell { html in
      html.bar([BarPart(style: "keep", from: 0, to: scenario.segmentSize)], of: rows)
    }
    html.cell { html in
      html.sparkline(
        report.days.map { $0.segments[scenario.id] },
        title: Phrase(
          "シナリオ\(scenario.number)の対象者の推移",
          "Entrants of scenario \(scenario.number), trend"))
    }
  }

  /// One part a scenario: its waterfall, its flow and what came of it.
  func scenarios(_ html: inout HTML) {
    html.element(
      "p", .class("lead"),
      phrase: Phrase(
        "本日動きがあったか、待機中の人がいるシナリオは開いてあります。",
        "Those in which something happened today or somebody waits are open."))
    for scenario in report.scenarios { draw(scenario, &html) }
  }

  private func draw(_ scenario: DayReport.Scenario, _ html: inout HTML) {
    let rows = report.conservation.filter { $0.scenario == scenario.id }
    let total = DayReport.Conservation.sum(rows, reasons: report.reasons.count)
    let isLive = total.candidates > 0 || scenario.journeys.waiting > 0
    html.line()
    html.element(
      "details", .class("scenario"), .id("scenario-\(scenario.number)"),
      isLive ? Attribute("open", "") : nil
    ) { html in
      html.element("summary") { html in
        html.element("h3") { html in
          html.element("span", .class("ordinal"), text: String(scenario.number))
          html.write(" ")
          html.element("span", text: scenario.name)
          html.write(" ")
          html.element("code", .class("name"), text: scenario.id)
        }
        figures(scenario, total, &html)
      }
      let picture = FlowPicture(scenario, report)
      html.element("div", .class(picture.isWide ? "pair wide" : "pair")) { html in
        html.element("div", .class("half")) { html in
          html.element("div") { waterfall(scenario, &$0) }
          html.element("div") { outcomes(scenario, &$0) }
        }
        html.element("div", .class("half")) { flow(picture, rows, &$0) }
      }
    }
  }

  private func figures(
    _ scenario: DayReport.Scenario, _ total: DayReport.Conservation, _ html: inout HTML
  ) {
    let facts = [
      (Phrase("対象", "entrants"), scenario.segmentSize),
      (Phrase("本日開始", "entered"), scenario.journeys.enteredToday),
      (Phrase("待機", "waiting"), scenario.journeys.waiting),
      (Phrase("送信", "sent"), total.sends), (Phrase("除外", "excluded"), total.excluded),
    ]
    html.element("p", .class("facts")) { html in
      for (name, count) in facts {
        html.element("span", .class(count == 0 ? "zero" : "")) { html in
          html.write(name)
          html.write(" ")
          html.element("b", text: Figures.count(count))
        }
        html.write(" ")
      }
      if scenario.isTransactional {
        html.element("span", .class("chip"), phrase: Phrase("業務連絡", "transactional"))
      }
    }
  }

  /// How many rows each condition leaves.
  private func waterfall(_ scenario: DayReport.Scenario, _ html: inout HTML) {
    let whole = scenario.waterfall.first?.rows ?? 0
    html.table(
      "waterfall-\(scenario.number)",
      caption: Phrase("入口の条件ごとに残る行", "Rows left after each entry condition"),
      columns: [
        .text("条件", "condition"), .number("残り", "left"), .number("減少", "lost"),
        .picture("残りと減少", "left and lost"),
      ], class: "waterfall"
    ) { html in
      var before = whole
      for step in scenario.waterfall {
        html.row { html in
          html.rowHeading { html in
            if let condition = step.condition {
              html.element("code", text: condition)
            } else {
              html.write(report.mart(scenario.mart)?.label ?? scenario.mart)
            }
          }
          html.cell(count: step.rows)
          html.cell(number: before == step.rows ? "" : Figures.change(step.rows - before))
          html.pictureCell { html in
            html.bar(
              [
                BarPart(style: "keep", from: 0, to: step.rows),
                BarPart(style: "lost", from: step.rows, to: before),
              ], of: whole)
          }
        }
        before = step.rows
      }
      if scenario.segmentSize != before {
        html.row { html in
          html.rowHeading {
            $0.write(Phrase("一人につき一行", "one row a subject"))
          }
          html.cell(count: scenario.segmentSize)
          html.cell(number: Figures.change(scenario.segmentSize - before))
          html.pictureCell { html in
            html.bar(
              [
                BarPart(style: "keep", from: 0, to: scenario.segmentSize),
                BarPart(style: "lost", from: scenario.segmentSize, to: before),
              ], of: whole)
          }
        }
      }
    }
  }

  private func outcomes(_ scenario: DayReport.Scenario, _ html: inout HTML) {
    if !scenario.journeys.outcomes.isEmpty {
      html.table(
        "outcomes-\(scenario.number)", caption: Phrase("終わり方", "How journeys ended"),
        columns: [
          .text("終わり方", "outcome"), .number("本日", "today"), .number("累計", "in all"),
        ]
      ) { html in
        for outcome in scenario.journeys.outcomes {
          html.row { html in
            html.rowHeading { $0.write(Codes.outcome(outcome.outcome)) }
            html.cell(count: outcome.today)
            html.cell(count: outcome.all)
          }
        }
      }
    }
    guard !scenario.journeys.due.isEmpty else { return }
    html.element("p", .class("due")) { html in
      html.write(Phrase("次に進む日：", "go on:"))
      for due in scenario.journeys.due.prefix(7) {
        html.write(" ")
        html.element("span", .class("chip")) { html in
          html.write(Figures.shortDay(due.date) + " ")
          html.element("b", text: Figures.count(due.count))
        }
      }
      let rest = scenario.journeys.due.dropFirst(7).reduce(0) { $0 + $1.count }
      if rest > 0 {
        html.write(" ")
        html.write(Phrase("以降 \(Figures.count(rest))", "later \(Figures.count(rest))"))
      }
    }
  }

  private func flow(
    _ picture: FlowPicture, _ rows: [DayReport.Conservation], _ html: inout HTML
  ) {
    let scenario = picture.scenario
    html.element(
      "div", .class("scroll"), Attribute("role", "region"), Attribute("tabindex", 0),
      Attribute(
        "aria-label",
        Phrase("シナリオ\(scenario.number)のフロー", "Flow of scenario \(scenario.number)").plain(language))
    ) { picture.draw(in: &$0) }
    html.line()
    if !scenario.guards.isEmpty {
      html.element("p", .class("guards")) { html in
        html.write(
          Phrase("二通目以降の前に毎回確かめる条件：", "Before every message but the first:"))
        for each in scenario.guards {
          html.write(" ")
          html.element("code", text: each.require)
          html.write(" → ")
          html.write(Codes.outcome(each.outcome))
        }
      }
    }
    html.element("details") { html in
      html.element("summary", phrase: Phrase("フローを表で見る", "The flow as a table"))
      html.table(
        "steps-\(scenario.number)", caption: Phrase("フローの各段階", "The steps of the flow"),
        columns: [
          .text("場所", "place"), .text("段階", "step"), .number("待機", "waiting"),
          .number("本日の候補", "candidates today"), .number("送信", "sent"),
          .number("除外", "excluded"), .number("到達の累計", "reached in all"),
        ]
      ) { html in steps(scenario.flow, scenario, rows, &html) }
    }
  }

  private func steps(
    _ list: [DayReport.FlowNode], _ scenario: DayReport.Scenario,
    _ rows: [DayReport.Conservation], _ html: inout HTML
  ) {
    for node in list {
      switch node {
      case .message(let place, let step):
        let label = scenario.messages.first { $0.step == step }?.label ?? ""
        // A step that the flow comes to in several places is counted once, for all of them.
        let total = DayReport.Conservation.sum(
          rows.filter { $0.step == step }, reasons: report.reasons.count)
        html.row { html in
          html.rowHeading { $0.element("code", text: place) }
          html.cell("\(step) \(label)")
          html.cell(count: scenario.journeys.waitingAt[place] ?? 0)
          html.cell(count: total.candidates)
          html.cell(count: total.sends)
          html.cell(count: total.excluded)
          html.cell(count: scenario.journeys.reached[step] ?? 0)
        }
      case .wait(let place, let after, let days):
        plain(
          place, Phrase("\(after) から\(days)日待つ", "wait \(days) days after \(after)"),
          waiting: scenario.journeys.waitingAt[place] ?? 0, &html)
      case .branch(let place, let response, let of, let then, let otherwise):
        plain(place, Codes.response(response, of: of), waiting: nil, &html)
        steps(then, scenario, rows, &html)
        steps(otherwise, scenario, rows, &html)
      case .end(let place, let outcome):
        let words = Codes.outcome(outcome)
        plain(place, Phrase("終了：\(words.ja)", "end: \(words.en)"), waiting: nil, &html)
      }
    }
  }

  private func plain(
    _ place: String, _ words: Phrase, waiting: Int?, _ html: inout HTML
  ) {
    html.row { html in
      html.rowHeading { $0.element("code", text: place) }
      html.cell { $0.write(words) }
      if let waiting { html.cell(count: waiting) } else { html.cell("") }
      for _ in 0..<4 { html.cell("") }
    }
  }
}
