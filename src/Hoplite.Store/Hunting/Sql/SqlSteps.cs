using System.Globalization;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Collects the table expressions of a statement and makes names for them and their columns.</summary>
sealed class SqlSteps
{
    readonly List<string> _steps = [];
    int _names;

    /// <summary>Adds a table expression and says what it is called.</summary>
    /// <param name="select">The statement that makes its rows.</param>
    /// <param name="keep">Whether its rows are computed once and kept; otherwise filters reach through it.</param>
    public string Add(string select, bool keep = false)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"q{_steps.Count + 1}");
        _steps.Add($"{name} AS {(keep ? "" : "NOT ")}MATERIALIZED (\n  {select}\n)");
        if (_steps.Count > 1000) throw new InvalidOperationException("the statement has too many steps");
        return name;
    }

    /// <summary>A new quoted name for a column, which resembles the name that the user gave it.</summary>
    public string Column(string like)
    {
        var safe = new string([.. like.Where(char.IsAsciiLetterOrDigit).Take(40)]);
        return string.Create(CultureInfo.InvariantCulture, $"\"{safe.ToLowerInvariant()}_{++_names}\"");
    }

    /// <summary>The table expressions, to be followed by SELECT.</summary>
    public string Prologue => _steps.Count == 0 ? "" : "WITH " + string.Join(", ", _steps) + "\n";
}
