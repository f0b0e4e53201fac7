import Table

enum FieldTypes {
  static let all = FieldType.allCases
  /// Those that what they gave can be read by again. A key cannot.
  static let readAgain = all.filter { $0 != .companyKey }

  /// A value that the type reads.
  static func known(_ type: FieldType) -> String {
    switch type {
    case .id: "C0000016"
    case .text, .person, .personKey: "山田 太郎"
    case .company, .companyKey: "株式会社山田商店"
    case .kana: "ヤマダ"
    case .email: "taro@example.jp"
    case .phone: "090-1234-5678"
    case .lineID: "U" + String(repeating: "0123456789abcdef", count: 2)
    case .token: "abc:123"
    case .date: "2026-11-21"
    case .timestamp: "2026-11-21 10:00"
    case .bool: "true"
    case .int: "42"
    case .money: "1,200円"
    case .postal: "100-0005"
    case .prefecture: "東京都"
    case .choice: "田"
    case .url: "https://example.jp/"
    }
  }
  /// Types for which NULL and the like mean nothing without being asked to.
  static let withNullWords = all.filter {
    ![.text, .person, .personKey, .company, .companyKey, .bool].contains($0)
  }
}
