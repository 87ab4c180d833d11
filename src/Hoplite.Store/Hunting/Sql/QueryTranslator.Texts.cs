using System.Globalization;
using System.Text;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

// Steps that look into texts.
sealed partial class QueryTranslator
{
    Relation Parse(Relation rows, KqlParse parse)
    {
        var captures = parse.Pattern.Where(p => p.Column is not null).ToList();
        if (captures.Count > 9) throw translation.Wrong(parse.Span, "a pattern has at most nine columns", "use parse twice");
        var text = Over(rows).AsText(Over(rows).Value(parse.Value), parse.Value.Span).OrEmpty;
        var pattern = SqlText.Literal(Pattern(parse.Pattern));
        var columns = new List<RelationColumn>();
        var select = new List<string>();
        for (var i = 0; i < captures.Count; i++)
        {
            var piece = string.Create(CultureInfo.InvariantCulture, $"regexp_extract({text}, {pattern}, {i + 1})");
            var (value, type) = captures[i].Type switch
            {
                "long" or "int" => (Conversion.ToInteger(piece), KqlType.Integer),
                "real" or "double" => (Conversion.ToReal(piece), KqlType.Real),
                "datetime" => (Conversion.ToTime(piece), KqlType.Time),
                _ => (piece, KqlType.Text),
            };
            var sql = translation.Steps.Column(captures[i].Column!);
            if (columns.Any(c => c.Name == captures[i].Column)) throw translation.Wrong(parse.Span, $"there are two columns {captures[i].Column}");
            select.Add($"{value} AS {sql}");
            columns.Add(new RelationColumn(captures[i].Column!, type, sql));
        }

        var where = parse.OnlyMatches ? $" WHERE regexp_matches({text}, {pattern})" : "";
        return (rows with { Table = translation.Steps.Add($"SELECT *, {string.Join(", ", select)} FROM {rows.Table}{where}") }).With(columns);
    }

    static string Pattern(IReadOnlyList<KqlPatternPart> parts)
    {
        var pattern = new StringBuilder("(?s)^");
        for (var i = 0; i < parts.Count; i++)
        {
            var any = i == parts.Count - 1 ? ".*" : ".*?";
            pattern.Append(parts[i].Literal is { } literal ? SqlText.Pattern(literal) : parts[i].Column is null ? any : $"({OfType(parts[i].Type) ?? any})");
        }

        return pattern.Append('$').ToString();
    }

    // A number ends where its digits do, so that anything may follow it.
    static string? OfType(string? type) => type switch
    {
        "long" or "int" => "[+-]?[0-9]+",
        "real" or "double" => "[+-]?[0-9.]+",
        _ => null,
    };

    Relation Search(Relation rows, KqlSearch search)
    {
        if (search.Text.Length == 0) return rows;
        var bare = search.Text.All(c => char.IsAscii(c) && !char.IsAsciiLetter(c));
        var needle = bare ? SqlText.Literal(search.Text) : $"lower({SqlText.Literal(search.Text)})";
        var whole = long.TryParse(search.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var tests = new List<string>();
        foreach (var column in rows.Columns)
        {
            // The name of the file that events came from says nothing about them.
            if (rows.IsEvents && column.Sql is "\"source\"" or "\"shape\"") continue;
            var text = column.Type.Kind switch
            {
                KqlKind.Text => column.Sql,
                KqlKind.Map => $"array_to_string(map_values({column.Sql}), chr(10))",
                KqlKind.List => $"array_to_string({column.Sql}, chr(10))",
                _ => null,
            };
            if (text is not null) tests.Add($"contains({(bare ? text : $"lower({text})")}, {needle})");
            else if (whole && column.Type.Kind == KqlKind.Integer) tests.Add($"{column.Sql} = {SqlText.Literal(number)}");
        }

        return rows with { Table = translation.Steps.Add($"SELECT * FROM {rows.Table} WHERE {(tests.Count == 0 ? "false" : SqlText.Join([.. tests.Select(t => $"coalesce({t}, false)")], "OR"))}") };
    }
}
