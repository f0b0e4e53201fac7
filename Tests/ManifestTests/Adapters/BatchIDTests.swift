import Testing

@testable import Manifest

@Suite("ids of batches")
struct BatchIDTests {
  @Test("they are UUIDs of version 5")
  func known() {
    // The namespace of domain names, and an id known from elsewhere.
    let domains: [UInt8] = [
      0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
      0xC8,
    ]
    let id = Array("www.example.com".utf8).withUnsafeBufferPointer {
      BatchID.of($0, namespace: domains)
    }
    #expect(id == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }
}
