import Table

enum FieldTypes {
  static let all = FieldType.allCases
  /// Types for which NULL and the like mean nothing without being asked to.
  static let withNullWords = all.filter {
    ![.text, .person, .personKey, .company, .companyKey, .bool].contains($0)
  }
}
