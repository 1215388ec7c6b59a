/// How a schema is shown: each key with its type and limits, those of objects within it as lists of
/// their own.
struct SchemaView {
    let contract: Contract
    let prose: Prose

    /// A schema's keys; of one that is no object, what its values are.
    ///
    /// - Parameter isDeep: whether objects that have a name are shown where they are used, too.
    func body(_ schema: ContractValue, isDeep: Bool) -> String {
        let whole = merged(schema)
        let about = prose.html(whole["description"]?.string) + choices(whole)
        let keys = fields(of: whole, isDeep: isDeep)
        if !keys.isEmpty { return about + keys }
        return HTML.element("p", ["class": "kind"], kind(whole)) + about + limits(whole)
            + values(whole, saidBy: whole["description"]?.string)
    }

    /// The limits and words of what is no object: of a parameter.
    func details(_ schema: ContractValue) -> String {
        let whole = merged(schema)
        guard let items = whole["items"].map(merged) else { return limits(whole) + values(whole) }
        return limits(whole) + limits(items) + values(items)
    }

    /// With all of its parts, the later ones over the former.
    private func merged(_ schema: ContractValue) -> ContractValue {
        let schema = contract.resolved(schema)
        guard let parts = schema["allOf"]?.items else { return schema }
        var keys: [(key: String, value: ContractValue)] = []
        var required: [ContractValue] = []
        for part in parts.map(merged) {
            for pair in part["properties"]?.pairs ?? [] {
                if let index = keys.firstIndex(where: { $0.key == pair.key }) {
                    keys[index] = pair
                } else {
                    keys.append(pair)
                }
            }
            required += part["required"]?.items ?? []
        }
        let own = schema.pairs.filter { $0.key != "allOf" }
        return .map(
            own + [
                ("type", .text("object")), ("properties", .map(keys)),
                ("required", .list(required)),
            ])
    }

    private func fields(of object: ContractValue, isDeep: Bool) -> String {
        let required = Set(object["required"]?.strings ?? [])
        var rows = (object["properties"]?.pairs ?? []).map { name, schema in
            field(
                HTML.text("code", ["class": "name"], name), schema,
                isRequired: required.contains(name), isDeep: isDeep)
        }
        if let other = object["additionalProperties"], !other.pairs.isEmpty {
            let name =
                HTML.element("span", ["class": "name"], "any key")
                + object["propertyNames"].map { limits(merged($0)) }.orEmpty
            rows.append(field(name, other, isRequired: false, isDeep: isDeep))
        }
        return rows.isEmpty
            ? "" : HTML.element("ul", ["class": "fields"], rows.joined()) + limits(object)
    }

    private func field(
        _ name: String, _ schema: ContractValue, isRequired: Bool, isDeep: Bool
    ) -> String {
        let whole = merged(schema)
        let need = isRequired ? HTML.element("span", ["class": "need"], "required") : ""
        let own = schema["description"]?.string
        let isNamed = contract.schemaName(of: schema) != nil
        let isObject = isObject(whole)
        // What a named object is stands with it.
        let about = own ?? (isNamed && isObject ? nil : whole["description"]?.string)
        var content =
            HTML.element(
                "div", ["class": "head"], name,
                HTML.element("span", ["class": "kind"], kind(schema)),
                need) + prose.html(about)
        if !isObject { content += limits(whole) + values(whole, saidBy: about) }
        if !isNamed || (isDeep && isObject) { content += within(whole, isDeep: isDeep) }
        return HTML.element("li", [:], content)
    }

    /// What is inside of an object or of the items of a list, where they have no name.
    private func within(_ schema: ContractValue, isDeep: Bool) -> String {
        if isObject(schema) { return choices(schema) + fields(of: schema, isDeep: isDeep) }
        guard let items = schema["items"] else { return "" }
        let isNamed = contract.schemaName(of: items) != nil
        let whole = merged(items)
        if isObject(whole) {
            return isNamed && !isDeep ? "" : fields(of: whole, isDeep: isDeep)
        }
        return limits(whole) + values(whole)
    }

    private func isObject(_ schema: ContractValue) -> Bool {
        schema["type"]?.strings.contains("object") ?? false
    }

    /// `string`, `array of Agent`, `integer or null`, with links to what has a name.
    func kind(_ schema: ContractValue) -> String {
        if let name = contract.schemaName(of: schema) {
            let link = HTML.link("#schema-\(name)", HTML.escape(name))
            let plain = contract.resolved(schema)
            return isObject(plain) || plain["allOf"] != nil ? link : "\(words(plain)) · \(link)"
        }
        return words(schema)
    }

    private func words(_ schema: ContractValue) -> String {
        var types = schema["type"]?.strings ?? []
        if types.isEmpty { types = schema["enum"] != nil ? ["string"] : ["object"] }
        let format = schema["format"]?.string.map { " (\($0))" } ?? ""
        let words = types.map { type in
            guard type == "array", let items = schema["items"] else { return HTML.escape(type) }
            return "array of " + kind(items)
        }
        return words.joined(separator: " or ") + HTML.escape(format)
    }

    /// Its limits, in words.
    func limits(_ schema: ContractValue) -> String {
        var parts: [String] = []
        func range(_ low: String, _ high: String, _ unit: String) {
            switch (schema[low]?.string, schema[high]?.string) {
            case (let low?, let high?): parts.append("\(low) to \(high)\(unit)")
            case ("1"?, nil): parts.append("at least 1\(unit.dropLast())")
            case (let low?, nil): parts.append("at least \(low)\(unit)")
            case (nil, let high?): parts.append("at most \(high)\(unit)")
            case (nil, nil): break
            }
        }
        range("minimum", "maximum", "")
        range("minLength", "maxLength", " characters")
        range("minItems", "maxItems", " items")
        range("minProperties", "maxProperties", " keys")
        if let value = schema["default"]?.string { parts.append("default \(value)") }
        var markup = parts.map { HTML.text("span", ["class": "limit"], $0) }.joined()
        if let pattern = schema["pattern"]?.string {
            let code = HTML.code(pattern)
            markup +=
                pattern.count <= 60
                ? HTML.element("span", ["class": "limit"], "pattern ", code)
                : HTML.element(
                    "details", ["class": "limit"], "<summary>pattern</summary>", code)
        }
        return markup.isEmpty ? "" : HTML.element("div", ["class": "limits"], markup)
    }

    /// The words that a value can be, unless a text beside them has each.
    private func values(_ schema: ContractValue, saidBy text: String? = nil) -> String {
        let values = (schema["enum"]?.items ?? []).compactMap(\.string)
        guard !values.allSatisfy({ text?.contains("`\($0)`") ?? false }) else { return "" }
        return HTML.element(
            "div", ["class": "values"], values.map { HTML.code($0) }.joined(separator: " "))
    }

    /// Which keys go together, where that is not the same for all.
    private func choices(_ schema: ContractValue) -> String {
        for (key, words) in [("anyOf", "At least one of:"), ("oneOf", "Exactly one of:")] {
            let branches = schema[key]?.items ?? []
            let texts = branches.compactMap { branch -> String? in
                guard let required = branch["required"]?.strings else { return nil }
                let without = (branch["properties"]?.pairs ?? [])
                    .filter { $0.value.string == "false" }.map { HTML.code($0.key) }
                return required.map { HTML.code($0) }.joined(separator: " and ")
                    + (without.isEmpty
                        ? "" : ", without " + without.joined(separator: ", "))
            }
            guard !texts.isEmpty, texts.count == branches.count else { continue }
            return HTML.element("p", [:], words)
                + HTML.element(
                    "ul", ["class": "points"],
                    texts.map { HTML.element("li", [:], $0) }.joined())
        }
        return ""
    }
}

extension String? {
    fileprivate var orEmpty: String { self ?? "" }
}
