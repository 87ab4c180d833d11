namespace Hoplite.Intelligence.Feeds;

/// <summary>By what a server knows the version of a file again (RFC 9110 §8.8), as it wrote them.</summary>
/// <param name="ETag">The entity tag; null for none.</param>
/// <param name="LastModified">The date; null for none.</param>
public sealed record FeedVersion(string? ETag, string? LastModified);

/// <summary>A file of a feed.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Version">By what it is known again.</param>
public sealed record FeedFile(ReadOnlyMemory<byte> Bytes, FeedVersion Version);
