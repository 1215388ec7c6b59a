/// Elements of a page. What is written by others becomes text and nothing else.
enum HTML {
    static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.count)
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// - Parameters:
    ///   - attributes: their values as they are meant, not escaped.
    ///   - content: markup.
    static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: String...
    ) -> String {
        let attributes = attributes.map { " \($0)=\"\(escape($1))\"" }.joined()
        return "<\(name)\(attributes)>\(content.joined())</\(name)>"
    }

    static func text(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ text: String
    ) -> String {
        element(name, attributes, escape(text))
    }

    static func code(_ content: String) -> String {
        text("code", [:], content)
    }

    static func link(_ href: String, _ content: String, class name: String = "") -> String {
        name.isEmpty
            ? element("a", ["href": href], content)
            : element("a", ["href": href, "class": name], content)
    }
}
