namespace Hoplite.Intelligence.Stix.Reading;

/// <summary>One object that was read in bulk: its bytes, the head that every store needs, and what is wrong with it. The rest is parsed when it is asked for.</summary>
/// <param name="Utf8">The JSON text of the object as it came.</param>
/// <param name="Type">Its type; empty if it has none.</param>
/// <param name="Id">Its identifier; empty if it has none.</param>
/// <param name="Modified">Its version: <c>modified</c>, else <c>created</c>, else null.</param>
/// <param name="Problem">The first thing that makes it unacceptable; null for an object that may come in.</param>
public readonly record struct StixEntry(ReadOnlyMemory<byte> Utf8, string Type, string Id, StixTime? Modified, StixFinding? Problem)
{
    /// <summary>Whether it may come in.</summary>
    public bool IsAcceptable => Problem is null;

    /// <summary>The object with its properties.</summary>
    /// <exception cref="System.Text.Json.JsonException">A property is named twice.</exception>
    public StixObject ToObject() => StixObject.Read(Utf8);
}
