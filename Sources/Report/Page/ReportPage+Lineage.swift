extension ReportPage {
  /// Where everything comes from and goes to.
  func lineage(_ html: inout HTML) {
    html.element(
      "p", .class("lead"),
      phrase: Phrase(
        "エクスポートの列 → クレンジング済みの列 → データファイルの列 → 条件・マニフェストの項目。",
        "Export column → cleansed column → data file column → condition or field of the manifest."))
    html.element(
      "div", .class("scroll"), Attribute("role", "region"), Attribute("tabindex", 0),
      Attribute("aria-label", Phrase("系譜の図", "Picture of the lineage").plain(language))
    ) { LineagePicture(report, language).draw(in: &$0) }
    html.element("h3", phrase: Phrase("データファイルからさかのぼる", "Back from the data files"))
    for mart in report.marts {
      html.line()
      html.element("details", .id("mart-" + mart.name)) { html in
        html.element("summary") { html in
          html.element("h4") { $0.named(mart.label, mart.name) }
          html.write(" ")
          html.element("span", .class("quiet")) { html in
            html.write(
              Phrase(
                "\(Figures.count(mart.rows)) 行 · \(mart.columns.count) 列",
                "\(Figures.count(mart.rows)) rows · \(mart.columns.count) columns"))
          }
        }
        backward(mart, &html)
      }
    }
    html.element("h3", phrase: Phrase("エクスポートからたどる", "Forward from the exports"))
    let readers = self.readers
    for source in report.sources {
      html.line()
      html.element("details", .id("source-" + source.name)) { html in
        let unread = source.columns.count {
          !$0.isReadByConsent && !$0.isStructural && readers[reference(source, $0)] == nil
        }
        html.element("summary") { html in
          html.element("h4") { $0.named(source.label, source.name) }
          html.write(" ")
          html.element("span", .class("quiet")) { html in
            html.write(
              Phrase(
                "\(source.columns.count) 列、うち未使用 \(unread)",
                "\(source.columns.count) columns, \(unread) of them read by nothing"))
          }
        }
        forward(source, readers, &html)
      }
    }
  }

  private func backward(_ mart: DayReport.Mart, _ html: inout HTML) {
    html.table(
      "lineage-mart-" + mart.name,
      caption: Phrase("\(mart.label)の列", "Columns of \(mart.name)"),
      columns: [
        .text("データファイルの列", "data file column"), .text("式", "formula"),
        .text("読む列（エクスポートの見出し）", "reads (header in the export)"),
        .text("使われる所", "used by"),
      ], class: "lineage"
    ) { html in
      for column in mart.columns {
        html.row { html in
          html.rowHeading { html in
            html.named(column.label, column.name)
            html.write(" ")
            html.element("span", .class("type"), text: column.type)
          }
          html.cell(code: column.formula)
          html.cell { reads(column, &$0) }
          html.cell { uses(column, &$0) }
        }
      }
    }
  }

  private func reads(_ column: DayReport.MartColumn, _ html: inout HTML) {
    html.element("ul", .class("plain")) { html in
      for reference in column.reads {
        let field = report.source(reference.source)?.columns.first { $0.name == reference.column }
        html.element("li") { html in
          html.element("code", text: "\(reference.source).\(reference.column)")
          if let field {
            html.write(" ")
            html.element("span", .class("quiet"), text: "\(field.header) · \(field.type)")
          }
        }
      }
      for channel in column.asksConsent {
        html.element("li") { html in
          html.write(
            Phrase(
              "同意の記録（\(report.channelLabel(channel))）", "record of consent (\(channel))"))
        }
      }
    }
  }

  private func uses(_ column: DayReport.MartColumn, _ html: inout HTML) {
    html.element("ul", .class("plain")) { html in
      for use in column.uses {
        html.element("li") { html in
          switch use {
          case .condition(let numbers): many(Phrase("入口条件", "entry of"), numbers, &html)
          case .guarding(let numbers): many(Phrase("継続条件", "guard of"), numbers, &html)
          case .subject(let numbers): many(Phrase("人の特定", "subject of"), numbers, &html)
          case .field(let numbers):
            html.element("code", text: "fields.\(column.name)")
            html.write(" ")
            many(Phrase("差込", "in"), numbers, &html)
          case .address(let channel):
            html.element("code", text: "to")
            html.write(" ")
            html.write(
              Phrase("\(report.channelLabel(channel))の宛先", "address of \(channel)"))
          case .permission(let channel):
            html.write(
              Phrase("\(report.channelLabel(channel))の許可", "permission of \(channel)"))
          }
        }
      }
    }
  }

  /// `入口条件 1–4, 7`.
  private func many(_ words: Phrase, _ numbers: [Int], _ html: inout HTML) {
    html.write(words)
    html.write(" " + Self.ranges(numbers))
  }

  /// Ascending numbers with runs of three or more drawn together.
  static func ranges(_ numbers: [Int]) -> String {
    var parts: [String] = []
    var index = 0
    while index < numbers.count {
      var end = index
      while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
      if end - index >= 2 {
        parts.append("\(numbers[index])–\(numbers[end])")
      } else {
        parts += numbers[index...end].map(String.init)
      }
      index = end + 1
    }
    return parts.joined(separator: ", ")
  }

  /// By column of a source: the columns of marts that read it.
  private var readers: [DayReport.SourceReference: [(mart: String, column: String)]] {
    var readers: [DayReport.SourceReference: [(mart: String, column: String)]] = [:]
    for mart in report.marts {
      for column in mart.columns {
        for reference in column.reads {
          readers[reference, default: []].append((mart.name, column.name))
        }
      }
    }
    return readers
  }

  private func reference(
    _ source: DayReport.Source, _ column: DayReport.SourceColumn
  ) -> DayReport.SourceReference {
    DayReport.SourceReference(source: source.name, column: column.name)
  }

  private func forward(
    _ source: DayReport.Source,
    _ readers: [DayReport.SourceReference: [(mart: String, column: String)]], _ html: inout HTML
  ) {
    html.table(
      "lineage-source-" + source.name,
      caption: Phrase("\(source.label)の列", "Columns of \(source.name)"),
      columns: [
        .text("エクスポートの見出し", "header in the export"), .text("型", "type"),
        .text("クレンジング済みの列", "cleansed column"), .text("読むデータファイルの列", "data file columns"),
      ], class: "lineage"
    ) { html in
      for column in source.columns {
        let found = readers[reference(source, column)] ?? []
        html.row { html in
          html.rowHeading(column.header)
          html.cell { $0.element("span", .class("type"), text: column.type) }
          html.cell(code: "\(source.name).\(column.name)")
          html.cell { html in
            html.element("ul", .class("plain")) { html in
              for mart in report.marts {
                let columns = found.filter { $0.mart == mart.name }.map(\.column)
                if !columns.isEmpty {
                  html.element("li") { html in
                    html.write(mart.label + " ")
                    html.element("code", text: columns.joined(separator: ", "))
                  }
                }
              }
              if column.isReadByConsent {
                html.element("li", phrase: Phrase("同意の記録", "record of consent"))
              }
              if column.isStructural {
                html.element("li", phrase: Phrase("キー・日時・名寄せ", "keys, times, matching"))
              }
              if found.isEmpty && !column.isReadByConsent && !column.isStructural {
                html.element("li", .class("zero"), phrase: Phrase("未使用", "read by nothing"))
              }
            }
          }
        }
      }
    }
  }
}
