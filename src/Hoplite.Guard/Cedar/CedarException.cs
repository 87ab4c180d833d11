namespace Hoplite.Guard.Cedar;

/// <summary>Policies or a schema that are not accepted, or an engine that cannot be loaded. Questions never throw it: they are answered with no.</summary>
public sealed class CedarException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public CedarException() { }

    /// <summary>An exception with the reason, in Cedar's words where Cedar found it.</summary>
    public CedarException(string message) : base(message) { }

    /// <summary>An exception with the reason and what caused it.</summary>
    public CedarException(string message, Exception inner) : base(message, inner) { }
}
