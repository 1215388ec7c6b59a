/// One file beside the page of the reference: its style, or the script of its filter.
package struct ReferenceFile: Sendable {
    /// Under the address of the page.
    package let path: String
    package let text: String

    package static let all: [ReferenceFile] = PageFiles.texts.map { path, text in
        // The embedding leaves out the end of a file's last line.
        ReferenceFile(path: path, text: text + "\n")
    }

    package var contentType: String {
        path.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
    }
}
