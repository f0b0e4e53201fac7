import Gate
import Table

@testable import Manifest

extension Unsubscribe {
  /// The token of the link that a send has.
  func token(of id: SendID) -> String {
    let idText = ByteBuffer()
    id.write(to: idText)
    let link = ByteBuffer()
    writeLink(of: idText.view, to: link)
    return String(link.text.split(separator: "=")[2])
  }
}
