import Table

/// A report as one HTML file that needs nothing else: no network, no scripts, pictures inside.
public struct ReportPage: Sendable {
  let report: DayReport
  let language: ReportLanguage

  /// Draws nothing yet. `.both` is Japanese with the English beside it.
  public init(_ report: DayReport, language: ReportLanguage = .both) {
    self.report = report
    self.language = language
  }

  /// The page, in UTF-8. Equal reports give equal text. O(figures).
  public func html() -> String {
    var html = HTML(language)
    html.doctype()
    html.element("html", .lang(language == .en ? "en" : "ja")) { html in
      html.line()
      html.element("head", body: head)
      html.line()
      html.element("body") { html in
        html.line()
        html.element(
          "a", .class("skip"), Attribute("href", "#content"),
          phrase: Phrase("本文へ", "Skip to the content"))
        html.element("header", .class("page")) { title(&$0) }
        html.element("div", .class("columns")) { html in
          navigation(&html)
          html.element("main", .id("content"), Attribute("tabindex", -1)) { html in
            for section in sections { section.draw(&html) }
          }
        }
        footer(&html)
      }
    }
    html.line()
    return html.text
  }

  /// A part of the page with a heading of its own.
  struct Section {
    let id: String
    let title: Phrase
    let body: (inout HTML) -> Void

    func draw(_ html: inout HTML) {
      html.line()
      html.element("section", .id(id), Attribute("aria-labelledby", id + "-title")) { html in
        html.element("h2", .id(id + "-title"), phrase: title)
        body(&html)
      }
    }
  }

  private var sections: [Section] {
    [
      Section(id: "summary", title: Phrase("概要", "At a glance"), body: summary),
      Section(id: "inputs", title: Phrase("入力とデータ品質", "Inputs and data quality"), body: inputs),
      Section(id: "segments", title: Phrase("セグメント", "Segments"), body: segments),
      Section(id: "scenarios", title: Phrase("シナリオ", "Scenarios"), body: scenarios),
      Section(id: "sends", title: Phrase("送信と除外", "Sends and exclusions"), body: sends),
      Section(id: "caps", title: Phrase("配信上限", "Caps"), body: caps),
      Section(id: "conservation", title: Phrase("件数の照合", "Conservation"), body: conservation),
      Section(id: "lineage", title: Phrase("データの系譜", "Lineage"), body: lineage),
    ]
  }

  private func head(_ html: inout HTML) {
    html.line()
    html.void("meta", Attribute("charset", "utf-8"))
    html.line()
    html.void(
      "meta", Attribute("name", "viewport"),
      Attribute("content", "width=device-width, initial-scale=1"))
    html.line()
    // Nothing is loaded and nothing runs, whatever is in the page.
    html.void(
      "meta", Attribute("http-equiv", "Content-Security-Policy"),
      Attribute("content", "default-src 'none'; style-src 'unsafe-inline'"))
    html.line()
    html.void("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
    html.line()
    html.void("meta", Attribute("name", "robots"), Attribute("content", "noindex"))
    html.line()
    html.element("title", text: "\(report.label) \(Figures.day(report.date)) – meibo")
    html.line()
    html.style(Stylesheet.text)
  }

  private func title(_ html: inout HTML) {
    let weekday = Figures.weekday(CalendarDay.weekday(report.date))
    html.element("p", .class("kicker")) { html in
      html.write("meibo 名簿 · ")
      html.write(Phrase("業務日報", "report of a business date"))
    }
    html.element("h1") { html in
      html.element("span", text: report.label)
      html.write(" ")
      html.element("time", Attribute("datetime", Figures.day(report.date))) { html in
        html.write(Figures.day(report.date))
      }
      html.write(" ")
      html.element("span", .class("weekday")) { html in
        html.write(Phrase("（\(weekday.ja)）", weekday.en))
      }
    }
    html.element("p", .class("state")) { html in
      html.element(
        "span", .class(report.isSealed ? "chip sealed" : "chip"),
        phrase: report.isSealed
          ? Phrase("確定済み", "sealed") : Phrase("未確定", "not sealed"))
      html.write(" ")
      html.element("span", .class("quiet")) { html in
        html.write(
          Phrase("個人データは含みません。", "Holds no personal data."))
      }
    }
  }

  private func navigation(_ html: inout HTML) {
    html.element(
      "nav", Attribute("aria-label", Phrase("目次", "Contents").plain(language))
    ) { html in
      html.element("ol") { html in
        for section in sections {
          html.element("li") { html in
            html.element("a", Attribute("href", "#" + section.id), phrase: section.title)
          }
        }
      }
    }
  }

  private func footer(_ html: inout HTML) {
    html.element("footer") { html in
      html.element("dl") { html in
        let facts = [
          (Phrase("パイプライン", "pipeline"), report.pipeline),
          (Phrase("プログラム", "program"), "meibo \(report.software)"),
          (Phrase("定義のダイジェスト", "digest of the definitions"), report.definitionDigest),
          (Phrase("マニフェストのダイジェスト", "digest of the manifest"), report.manifestDigest),
        ]
        for (name, value) in facts {
          html.element("div") { html in
            html.element("dt", phrase: name)
            html.element("dd") { $0.element("code", text: value) }
          }
        }
      }
    }
  }
}
