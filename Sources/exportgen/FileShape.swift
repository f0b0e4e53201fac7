/// How one file of an export is written, and which records it holds.
struct FileShape: Sendable {
  /// What stands between the source's name and the end of the file name.
  var name: String
  var content: Content
  var ending = ".csv"
  var gzip = false
  var byteOrderMark = false
  var lines = Lines.lf
  var header = Header.plain
  var quotesAll = false
  /// No line end after the last record.
  var endsOpen = false

  enum Content: Sendable {
    /// This share of the source's records, in tenths, after those of the files before.
    case share(Int)
    /// The given part of so many equal parts, for a source that is written by several workers.
    case part(Int, of: Int)
    /// A header and no record.
    case headerOnly
    /// Every so many-th record again: newer, older, of equal age and without a time of update.
    case again(every: Int)
    /// One record that is too long to read, and the first record again.
    case tooLong
  }

  enum Lines: Sendable { case lf, crlf, mixed }

  enum Header: Sendable {
    /// The columns as declared.
    case plain
    /// Another order, unknown columns in between, and the last column's name given twice.
    case shuffled
    /// The last column is left out, for a source that can do without.
    case withoutLast
    /// Full-width letters and blanks around the names.
    case blanks
  }

  func fileName(_ source: Source) -> String { source.rawValue + name + ending }
}

extension Source {
  /// The files of the source in file-name order.
  func shapes(webParts: Int) -> [FileShape] {
    switch self {
    case .customers:
      [
        FileShape(name: "_01", content: .share(6), lines: .crlf, quotesAll: true),
        FileShape(name: "_02", content: .share(4), header: .shuffled),
        FileShape(name: "_03_empty", content: .headerOnly, lines: .crlf),
        FileShape(name: "_04_delta", content: .again(every: 17), gzip: true),
      ]
    case .contracts:
      [
        FileShape(name: "_A", content: .share(5), lines: .crlf, header: .shuffled),
        FileShape(name: "_B", content: .share(5), ending: ".csv.gz", gzip: true, lines: .mixed),
        FileShape(name: "_a_delta", content: .again(every: 23), header: .blanks),
      ]
    case .documentRequests:
      [
        FileShape(name: "_1", content: .share(7), byteOrderMark: true),
        FileShape(name: "_10", content: .share(3), lines: .crlf, header: .shuffled),
        FileShape(name: "_2_resend", content: .again(every: 31), header: .blanks),
      ]
    case .quotes:
      [
        FileShape(name: "_1", content: .share(5), lines: .mixed),
        FileShape(name: "_2", content: .share(5), header: .blanks),
        FileShape(name: "_2b", content: .again(every: 29), byteOrderMark: true, quotesAll: true),
      ]
    case .reservations:
      [
        FileShape(name: "_east", content: .share(5), lines: .crlf),
        FileShape(name: "_west", content: .share(5), lines: .mixed, header: .shuffled),
        FileShape(name: "_zz", content: .again(every: 13), quotesAll: true),
      ]
    case .webAccess:
      (0..<webParts).map { part in
        FileShape(
          name: "_" + padded(part + 1), content: .part(part, of: webParts), ending: ".csv.gz",
          gzip: true, byteOrderMark: part == 1, lines: part == 1 ? .crlf : .lf,
          header: part == 2 ? .shuffled : .plain)
      } + [FileShape(name: "_98", content: .headerOnly, ending: ".csv.gz", gzip: true)]
    case .campaignGrants:
      [
        FileShape(name: "", content: .share(10), header: .blanks),
        FileShape(name: "_2", content: .again(every: 11), lines: .crlf, endsOpen: true),
      ]
    case .lineMembers:
      [
        FileShape(name: "", content: .share(10), byteOrderMark: true, quotesAll: true),
        FileShape(name: "_2", content: .again(every: 19), endsOpen: true),
      ]
    case .consentEvents:
      [
        FileShape(name: "_1", content: .share(6)),
        FileShape(
          name: "_2", content: .share(4), byteOrderMark: true, lines: .crlf, header: .withoutLast),
        FileShape(name: "_3", content: .again(every: 37), header: .shuffled),
      ]
    case .suppressions:
      [
        FileShape(name: "", content: .share(10), lines: .crlf),
        FileShape(name: "_update", content: .again(every: 9), header: .blanks),
      ]
    case .deliveryEvents:
      [
        FileShape(name: "_0", content: .share(8)),
        FileShape(name: "_1", content: .share(2), gzip: true, byteOrderMark: true),
        FileShape(name: "_2", content: .again(every: 41), lines: .crlf),
      ]
    case .deals:
      [FileShape(name: "", content: .share(10)), FileShape(name: "_2", content: .again(every: 15))]
    case .activities:
      [
        FileShape(name: "_1", content: .share(8)),
        FileShape(name: "_2", content: .share(2), lines: .crlf, header: .shuffled),
        FileShape(name: "_9_long", content: .tooLong, gzip: true),
      ]
    }
  }
}
