namespace Hoplite.Server.Sources;

/// <summary>Something that may deliver events.</summary>
/// <param name="Id">What its events carry as <c>source</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">How it delivers: <c>http</c>, <c>syslog</c>, <c>file</c> or <c>drop</c>.</param>
/// <param name="TokenHash">SHA-256 of its token or its certificate; null when it is known by its address or path.</param>
/// <param name="SilentAfter">How long it may say nothing before that is an alarm; null when it may always be silent.</param>
public sealed record EnrolledSource(string Id, string Name, string Kind, byte[]? TokenHash = null, TimeSpan? SilentAfter = null)
{
    /// <summary>Whether nobody has enrolled it: it was seen, and took the rights of its listener.</summary>
    public bool IsNew { get; init; }
}
