extension FieldDefinition {
  /// True for a header such as 配信停止 or `opt_out`, under which a yes is somebody's no.
  public static func isRefusal(header: String) -> Bool {
    let header = header.lowercased()
    let words = header.split { !($0.isLetter || $0.isNumber) }
    return ["停止", "拒否", "不要", "不可", "解除", "オプトアウト", "unsubscribe", "optout"]
      .contains(where: header.contains)
      || zip(words, words.dropFirst()).contains { $0 == "opt" && $1 == "out" }
  }
}
