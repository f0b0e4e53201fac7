/// A number of something in words: `1 send`, `2 sends`.
///
/// - Parameter many: the plural; with an s if not given.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}
