using System.Text;

namespace Hoplite.Detection.Sigma;

/// <summary>The modifiers that rewrite a text: dashes, UTF-16 and Base64. Bytes are written as the characters U+0000 to U+00FF.</summary>
static class Encodings
{
    const string Dashes = "-/\u2013\u2014\u2015";

    /// <summary>Every dash that starts a word and does not end one stands for each of the five; what is inside a word stays.</summary>
    public static List<WildcardPattern> WithEveryDash(WildcardPattern pattern, int line)
    {
        var variants = 1L;
        foreach (var piece in pattern.Pieces)
            if (piece is Literal literal)
                for (var at = 0; at < literal.Text.Length; at++)
                    if (StartsFlag(literal.Text, at) && (variants *= Dashes.Length) > Budget.MostVariants)
                        throw new RuleProblem(line, $"One value grows to more than {Budget.MostVariants} variants.");

        List<PatternPiece>[] rows = [.. Enumerable.Range(0, (int)variants).Select(_ => new List<PatternPiece>(pattern.Pieces.Length))];
        var stride = 1;
        foreach (var piece in pattern.Pieces)
        {
            if (piece is not Literal literal)
            {
                foreach (var row in rows) row.Add(piece);
                continue;
            }

            var flags = Enumerable.Range(0, literal.Text.Length).Where(at => StartsFlag(literal.Text, at)).ToArray();
            for (var index = 0; index < rows.Length; index++)
            {
                var text = literal.Text.ToCharArray();
                var choice = index / stride;
                foreach (var at in flags)
                {
                    text[at] = Dashes[choice % Dashes.Length];
                    choice /= Dashes.Length;
                }

                rows[index].Add(new Literal(new string(text)));
            }

            foreach (var _ in flags) stride *= Dashes.Length;
        }

        return [.. rows.Select(row => new WildcardPattern([.. row]))];
    }

    static bool StartsFlag(string text, int at) =>
        Dashes.Contains(text[at], StringComparison.Ordinal) && at + 1 < text.Length && IsWord(text[at + 1]) && (at == 0 || !IsWord(text[at - 1]));

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    public static WildcardPattern Wide(WildcardPattern pattern, string encoding, bool isBytes, int line)
    {
        if (isBytes) throw new RuleProblem(line, "A text cannot be encoded as UTF-16 twice.");
        if (encoding == "utf16" && pattern.Pieces is [not Literal, ..]) throw new RuleProblem(line, "The modifier 'utf16' puts a byte order mark before the text, so the text cannot start with a wildcard.");
        var wide = new PatternBuilder();
        if (encoding == "utf16") wide.Add("\u00FF\u00FE");
        foreach (var piece in pattern.Pieces)
        {
            if (piece is Placeholder) throw new RuleProblem(line, "A placeholder must be expanded before the text is encoded.");
            if (piece is not Literal literal)
            {
                wide.Add(piece);
                continue;
            }

            foreach (var c in literal.Text)
            {
                var (low, high) = ((char)(c & 0xFF), (char)(c >> 8));
                wide.Add(encoding == "utf16be" ? high : low);
                wide.Add(encoding == "utf16be" ? low : high);
            }
        }

        return wide.ToPattern();
    }

    public static WildcardPattern Base64(WildcardPattern pattern, bool isBytes, int line) =>
        WildcardPattern.Exactly(Convert.ToBase64String(Bytes(pattern, isBytes, "base64", line)));

    /// <summary>The part of the Base64 text that is the same whatever stands before and after, for each of the three positions.</summary>
    public static IEnumerable<WildcardPattern> Base64Offsets(WildcardPattern pattern, bool isBytes, int line)
    {
        var bytes = Bytes(pattern, isBytes, "base64offset", line);
        for (var offset = 0; offset < 3; offset++)
        {
            byte[] shifted = [.. new byte[offset], .. bytes];
            var text = Convert.ToBase64String(shifted);
            var from = offset switch { 0 => 0, 1 => 2, _ => 3 };
            var to = text.Length - ((shifted.Length % 3) switch { 0 => 0, 1 => 3, _ => 2 });
            if (to > from) yield return WildcardPattern.Exactly(text[from..to]);
        }
    }

    static byte[] Bytes(WildcardPattern pattern, bool isBytes, string modifier, int line)
    {
        if (!pattern.IsLiteral) throw new RuleProblem(line, $"The modifier '{modifier}' cannot be applied to a text with wildcards.");
        if (pattern.Pieces is not [Literal literal]) throw new RuleProblem(line, $"The modifier '{modifier}' needs a text.");
        return isBytes ? Encoding.Latin1.GetBytes(literal.Text) : Encoding.UTF8.GetBytes(literal.Text);
    }
}
