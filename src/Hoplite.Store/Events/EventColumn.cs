namespace Hoplite.Store.Events;

/// <summary>How a column keeps its values.</summary>
public enum ColumnType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A time in UTC, microseconds.</summary>
    Time,

    /// <summary>A map from text to text.</summary>
    Map,
}

/// <summary>One column of the event table.</summary>
/// <param name="Name">Its name in the database and, as it stands, in queries.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Path">The OCSF path that it stands for, which queries may write instead; null when it stands for none.</param>
/// <param name="Doc">What it holds, in one clause.</param>
public sealed record EventColumn(string Name, ColumnType Type, string? Path, string Doc);
