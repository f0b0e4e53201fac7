import Cleanse
import Pipeline
public import Table

/// The cleansing rule of one type, to be tried on texts.
public struct ValueCleansing {
  private let cleanser: Cleanser
  private let companyKey: Cleanser?
  private let out = ByteBuffer()
  private let scratch = CleanseScratch()

  /// - Parameters:
  ///   - type: a field type, or `choice:SOURCE.COLUMN` for a column of choices.
  ///   - pipeline: the folder of definitions; read only for a choice.
  /// - Throws: `StageError` for an unknown type or column; `DefinitionError`.
  public init(type: String, pipeline: String) throws {
    if type.hasPrefix("choice:") {
      let definition = try PipelineDefinition.load(folder: pipeline)
      let parts = type.dropFirst("choice:".count).split(separator: ".").map { String($0) }
      guard parts.count == 2,
        let field = definition.source(parts[0])?.column(parts[1]), field.type == .choice
      else {
        throw StageError(
          .usage, "there is no choice column '\(type.dropFirst("choice:".count))'",
          help: "such as 'choice:contracts.status'")
      }
      cleanser = CompiledColumn(field, address: nil).cleanser
      companyKey = nil
      return
    }
    let types = FieldType.allCases.filter { $0 != .choice }
    guard let type = FieldType(rawValue: type), types.contains(type) else {
      throw StageError(
        .usage, "unknown type '\(type)'",
        help: "one of \(types.map(\.rawValue).joined(separator: ", ")); "
          + "for choices 'choice:SOURCE.COLUMN'")
    }
    cleanser = Cleanser(type: type)
    companyKey = type == .company ? Cleanser(type: .companyKey) : nil
  }

  /// `{"in":…,"out":…,"issue":…}`, and `"key"` for a company.
  public func json(_ raw: ByteView) -> String {
    let line = ByteBuffer()
    line.append("{\"in\":" as StaticString)
    line.append(jsonString: raw)
    line.append(",\"out\":" as StaticString)
    var issue: IssueCode?
    switch cleanser.cleanse(raw, into: out, scratch: scratch) {
    case .null: line.append("null" as StaticString)
    case .issue(let code):
      issue = code
      line.append("null" as StaticString)
    case .text(let text): line.append(jsonString: text)
    case .number(let number):
      switch cleanser.type.columnType {
      case .int: line.append(decimal: number)
      case .bool: line.append(cell: number, .bool)
      case let type:
        line.append(UInt8(ascii: "\""))
        line.append(cell: number, type)
        line.append(UInt8(ascii: "\""))
      }
    }
    line.append(",\"issue\":" as StaticString)
    if let issue {
      line.append(jsonText: issue.rawValue)
    } else {
      line.append("null" as StaticString)
    }
    if let companyKey {
      line.append(",\"key\":" as StaticString)
      if case .text(let key) = companyKey.cleanse(raw, into: out, scratch: scratch) {
        line.append(jsonString: key)
      } else {
        line.append("null" as StaticString)
      }
    }
    line.append(UInt8(ascii: "}"))
    return line.text
  }
}
