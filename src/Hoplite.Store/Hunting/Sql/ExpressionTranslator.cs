using Hoplite.Store.Events;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Translates expressions over the rows of one step.</summary>
/// <param name="translation">What the query shares.</param>
/// <param name="rows">The rows that columns are taken from.</param>
/// <param name="aggregates">Translates a call of an aggregate; null where there may be none.</param>
sealed partial class ExpressionTranslator(Translation translation, Relation rows, Func<ExpressionTranslator, KqlCall, SqlValue?>? aggregates = null)
{
    /// <summary>What the query shares.</summary>
    public Translation Translation { get; } = translation;

    /// <summary>The rows that columns are taken from.</summary>
    public Relation Rows { get; } = rows;

    /// <summary>Translates any expression.</summary>
    public SqlValue Value(KqlExpression expression) => Translation.Bounded(Value(expression, filter: false), expression.Span);

    /// <summary>Translates a condition for WHERE and the like, where null counts as false.</summary>
    public string Condition(KqlExpression expression)
    {
        var value = Translation.Bounded(Value(expression, filter: true), expression.Span);
        return value.Kind == KqlKind.Bool ? value.Sql : throw Translation.Wrong(expression.Span, $"a condition is expected here, but this is {value.Type}", "compare it, such as name == \"value\"");
    }

    /// <summary>Translates a condition so that it is never null.</summary>
    public string TotalCondition(KqlExpression expression)
    {
        var value = Value(expression);
        if (value.Kind != KqlKind.Bool) throw Translation.Wrong(expression.Span, $"a condition is expected here, but this is {value.Type}");
        return value.IsTotal ? value.Sql : $"coalesce({value.Sql}, false)";
    }

    SqlValue Value(KqlExpression expression, bool filter) => Translation.Resolve(expression) switch
    {
        KqlName name => Name(name),
        KqlText text => new SqlValue(SqlText.Literal(text.Value), KqlType.Text),
        KqlInteger number => new SqlValue(SqlText.Literal(number.Value), KqlType.Integer),
        KqlReal number => new SqlValue(SqlText.Literal(number.Value), KqlType.Real),
        KqlBool truth => new SqlValue(truth.Value ? "true" : "false", KqlType.Bool, IsTotal: true),
        KqlDatetime time => new SqlValue(SqlText.Literal(time.Value), KqlType.Time),
        KqlTimespan span => new SqlValue(SqlText.Literal(span.Microseconds), KqlType.Span),
        KqlList list => List(list),
        KqlNegative negative => Negative(negative),
        KqlLogical logical => Logical(logical, filter),
        KqlBetween between => Between(between, filter),
        KqlAmong among => Among(among, filter),
        KqlBinary binary => Binary(binary, filter),
        KqlCall call => Call(call),
        KqlIndex index => Index(index),
        _ => throw Translation.Wrong(expression.Span, "'*' has no meaning here"),
    };

    SqlValue Name(KqlName name)
    {
        if (aggregates is not null) throw Translation.Wrong(name.Span, $"{name.Name} must stand in an aggregate, such as take_any({name.Name}), or behind 'by'");
        if (Rows.Columns.FirstOrDefault(c => c.Name == name.Name) is { } exact) return new SqlValue(exact.Sql, exact.Type);

        // User is a field of Sysmon and user a column: the case decides before anything is said to be near enough.
        if (Rows.IsEvents && Translation.Fields.Known.Has(name.Name)) return Field(name.Name);
        if (Rows.Find(name.Name) is { } column) return new SqlValue(column.Sql, column.Type);
        if (Translation.Queries.ContainsKey(name.Name)) throw Translation.Wrong(name.Span, $"{name.Name} is a query, not a value", $"write in ({name.Name}) to test against its first column");
        if (Part(name.Name) is { } part) return part;
        if (!Rows.IsEvents)
            throw Translation.Wrong(name.Span, $"there is no column {name.Name} at this step", Suggestion.DidYouMean(name.Name, Rows.Columns.Select(c => c.Name)) ?? $"columns are {string.Join(", ", Rows.Shown.Take(12).Select(c => c.Name))}");
        if (EventColumns.Find(name.Name) is { } known && Rows.Find(known.Name) is { } behind && behind.Sql == SqlText.Identifier(known.Name)) return new SqlValue(behind.Sql, behind.Type);
        return Synonyms.Find(name.Name) is { } synonym && !Translation.Fields.Known.Has(name.Name) && Rows.Find(synonym) is { } meant ? new SqlValue(meant.Sql, meant.Type) : Field(name.Name);
    }

    // step1.IpPort: a field of one event of a sequence.
    SqlValue? Part(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Rows.Parts.TryGetValue(name[..dot], out var columns) ? Field(name[(dot + 1)..], c => columns[c]) : null;
    }

    SqlValue Field(string name) => Field(name, SqlText.Identifier);

    SqlValue Field(string name, Func<string, string> column)
    {
        var sql = Translation.Fields.Sql(name, column, out var warning);
        if (warning is not null) Translation.Warn(warning);
        return new SqlValue(sql, KqlType.Text);
    }

    SqlValue Logical(KqlLogical logical, bool filter)
    {
        var parts = logical.Items.Select(i => filter ? Condition(i) : TotalCondition(i)).ToList();
        return new SqlValue(SqlText.Join(parts, logical.IsAnd ? "AND" : "OR"), KqlType.Bool, IsTotal: !filter);
    }

    SqlValue List(KqlList list)
    {
        var items = list.Items.Select(Value).ToList();
        var kind = items.Count == 0 ? KqlKind.Text : items[0].Kind;
        if (items.Any(i => i.Kind != kind)) throw Translation.Wrong(list.Span, "all entries of a list must be of one type");
        var type = KqlType.ListOf(kind);
        return new SqlValue($"CAST([{string.Join(", ", items.Select(i => i.Sql))}] AS {type.Sql})", type);
    }

    SqlValue Index(KqlIndex index)
    {
        if (Translation.Resolve(index.At) is KqlText field && index.List is KqlName map && (!Rows.IsEvents || map.Name != "fields") && Rows.Find(map.Name) is null && Rows.IsEvents) return Field(map.Name + "." + field.Value);
        var list = Value(index.List);
        var at = Value(index.At);
        if (list.Kind == KqlKind.Map && Translation.Resolve(index.At) is KqlText name)
            return Rows.IsEvents && list.Sql == "\"fields\"" ? Field(name.Value) : new SqlValue($"{list.Sql}[{SqlText.Literal(name.Value)}]", KqlType.Text);
        if (list.Kind != KqlKind.List || at.Kind != KqlKind.Integer) throw Translation.Wrong(index.Span, $"{list.Type} has no such element", "write list[0], or fields[\"name\"]");
        return new SqlValue($"list_extract({list.Sql}, CASE WHEN {at.Sql} >= 0 THEN {at.Sql} + 1 ELSE {at.Sql} END)", new KqlType(list.Type.Element));
    }

    SqlValue Call(KqlCall call)
    {
        if (aggregates?.Invoke(this, call) is { } aggregate) return aggregate;
        if (FunctionTable.Find(call.Function) is not { } function)
        {
            if (AggregateTable.Find(call.Function) is not null) throw Translation.Wrong(call.Span, $"{call.Function} counts over rows and has no meaning here", "use it in summarize");
            throw Translation.Wrong(call.Span, $"there is no function {(call.Function.Length > 40 ? call.Function[..40] : call.Function)}", call.Function is "parse_json" or "todynamic" or "extractjson" ? "JSON was taken apart when it was read: write fields[\"outer.inner\"]" : Suggestion.DidYouMean(call.Function, FunctionTable.All.Select(f => f.Name).Concat(AggregateTable.All.Select(a => a.Name))));
        }

        var count = call.Arguments.Count;
        if (count < function.Least || count > function.Most) throw Translation.Wrong(call.Span, $"{call.Function} does not take {count} arguments", $"write {function.Signature}");
        return function.Translate(new CallSite(this, call));
    }
}
