namespace Hoplite.Store.Hunting.Sql;

/// <summary>Functions that make text of text.</summary>
static class TextFunctions
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        new("tolower", "tolower(text)", "the text in small letters", 1, 1, c => Text($"lower({c.Text(0)})")),
        new("toupper", "toupper(text)", "the text in capital letters", 1, 1, c => Text($"upper({c.Text(0)})")),
        new("trim", "trim(text)", "the text without blanks at both ends", 1, 1, c => Text($"trim({c.Text(0)})")),
        new("reverse", "reverse(text)", "the text from back to front", 1, 1, c => Text($"reverse({c.Text(0)})")),
        new("strcat", "strcat(a, b, …)", "the texts joined; absent ones count as empty", 1, 64, c => Text($"concat({string.Join(", ", Enumerable.Range(0, c.Count).Select(c.Text))})")),
        new("strcat_delim", "strcat_delim(between, a, b, …)", "the texts joined with a text between; absent ones are left out", 2, 64, c => Text($"concat_ws({string.Join(", ", Enumerable.Range(0, c.Count).Select(c.Text))})")),
        new("substring", "substring(text, start[, length])", "a part of the text; the first character is 0", 2, 3, Substring),
        new("replace_string", "replace_string(text, what, with)", "the text with every occurrence replaced", 3, 3, c => Text($"replace({c.Text(0)}, {c.Text(1)}, {c.Text(2)})")),
        new("replace_regex", "replace_regex(text, regex, with)", "the text with every match replaced; \\1 is the first group", 3, 3, c => Text($"regexp_replace({c.Text(0)}, {c.ConstantRegex(1)}, {SqlText.Literal(c.ConstantText(2))}, 'g')")),
        new("extract", "extract(regex, group, text)", "what a group of the first match holds; empty without a match", 3, 3, c => Text($"regexp_extract({c.Text(2)}, {c.ConstantRegex(0)}, {c.ConstantInteger(1, 0, 9)})")),
        new("split", "split(text, between)", "the list of the parts", 2, 2, c => new SqlValue($"string_split({c.Text(0)}, {c.Text(1)})", KqlType.ListOf(KqlKind.Text))),
        new("base64_decode_tostring", "base64_decode_tostring(text)", "decoded text, with the zero bytes of UTF-16 left out; null when it is none", 1, 1, c => Text($"replace(TRY(decode(from_base64({c.Text(0)}))), chr(0), '')")),
        new("base64_encode_tostring", "base64_encode_tostring(text)", "the text in Base64", 1, 1, c => Text($"to_base64(encode({c.Text(0)}))")),
        new("hash_sha256", "hash_sha256(text)", "SHA-256 of the text", 1, 1, c => Text($"sha256({c.Text(0)})")),
        new("url_decode", "url_decode(text)", "the text with %xx decoded; null when that is no text", 1, 1, c => Text($"TRY(url_decode({c.Text(0)}))")),
        new("filename", "filename(path)", "what stands behind the last slash or backslash", 1, 1, c => Text($"regexp_extract({c.Text(0)}, '[^/\\\\]*$')")),
    ];

    static SqlValue Substring(CallSite call)
    {
        var text = call.Text(0);
        var start = $"greatest({call.Integer(1)}, 0)";
        return Text(call.Count == 2 ? $"substring({text}, least({start}, 1000000000) + 1)" : $"substring({text}, least({start}, 1000000000) + 1, least(greatest({call.Integer(2)}, 0), 1000000000))");
    }

    static SqlValue Text(string sql) => new(sql, KqlType.Text);
}
