public import Table

extension ConsentIndex {
  /// True if an address bounced for good and its owner has not opted in again since. Expected O(1).
  public func isBounced(_ address: ByteView) -> Bool { bounces.contains(address) }
}
