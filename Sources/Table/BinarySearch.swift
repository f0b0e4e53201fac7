/// Looks for a place by halving.
public enum BinarySearch {
  /// The first of 0 ..< `count` for which the condition holds, which it then must for all after it;
  /// `count` if there is none. O(log n).
  @inlinable
  public static func first(of count: Int, where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
