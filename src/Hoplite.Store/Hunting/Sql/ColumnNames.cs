using System.Globalization;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>What columns are called that nobody gave a name.</summary>
static class ColumnNames
{
    /// <summary>The name of an expression's column.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="number">Its number, where nothing else tells it apart.</param>
    public static string Of(KqlExpression expression, int number) => expression switch
    {
        KqlName name => name.Name,
        KqlCall { Function: "bin" or "startofday" or "startofhour" or "startofweek" or "startofmonth" or "take_any" or "any" or "tolower" or "tostring" or "tolong", Arguments: [KqlName first, ..] } => first.Name,
        KqlCall { Function: "count" or "countif" } call => call.Function + "_",
        KqlCall { Function: "make_set", Arguments: [KqlName first, ..] } => "set_" + first.Name,
        KqlCall { Function: "make_list", Arguments: [KqlName first, ..] } => "list_" + first.Name,
        KqlCall { Arguments: [KqlName first, ..] } call => $"{call.Function}_{first.Name}",
        KqlIndex { At: KqlText field } => field.Value,
        _ => string.Create(CultureInfo.InvariantCulture, $"Column{number}"),
    };
}
