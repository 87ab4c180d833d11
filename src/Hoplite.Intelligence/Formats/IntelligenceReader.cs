using System.Text;
using System.Text.Json;
using Hoplite.Intelligence.Formats.Csaf;
using Hoplite.Intelligence.Formats.Exposure;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Formats.Misp;

namespace Hoplite.Intelligence.Formats;

/// <summary>
/// The one way in for intelligence from files: recognises what a file is and reads it. STIX 2.0 and 2.1, envelopes of TAXII, events and feeds of MISP,
/// CSAF, KEV, EPSS, OSV, tables and lists, each packed with gzip or not. No content makes it throw.
/// </summary>
public static class IntelligenceReader
{
    /// <summary>Reads a file, or a folder with a feed of MISP.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="list">How a list is read; null to name it after the file.</param>
    /// <param name="limits">Bounds; null for <see cref="FormatLimits.Default"/>.</param>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Imported Read(string path, ListOptions? list = null, FormatLimits? limits = null)
    {
        limits ??= FormatLimits.Default;
        if (Directory.Exists(path)) return MispFeedReader.IsFeed(path) ? MispFeedReader.Read(path, limits) : Refused("a folder is read when it is a feed of MISP, with a manifest.json; name its files otherwise");
        var file = new FileInfo(path);
        using var stream = file.OpenRead();
        return Read(stream, new DateTimeOffset(file.LastWriteTimeUtc), list ?? new ListOptions { Source = file.Name }, limits);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="source">The content.</param>
    /// <param name="asOf">Of when it is; a list has no other time, and a newer one makes newer versions.</param>
    /// <param name="list">How a list is read.</param>
    /// <param name="limits">Bounds; null for <see cref="FormatLimits.Default"/>.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Imported Read(Stream source, DateTimeOffset asOf, ListOptions? list = null, FormatLimits? limits = null)
    {
        limits ??= FormatLimits.Default;
        return BoundedFile.TryBytes(source, limits, out var problem) is { } bytes ? Read(bytes, asOf, list, limits) : Refused(problem);
    }

    /// <summary>Reads some bytes.</summary>
    /// <param name="bytes">The content, unpacked.</param>
    /// <param name="asOf">Of when it is.</param>
    /// <param name="list">How a list is read.</param>
    /// <param name="limits">Bounds; null for <see cref="FormatLimits.Default"/>.</param>
    public static Imported Read(ReadOnlyMemory<byte> bytes, DateTimeOffset asOf, ListOptions? list = null, FormatLimits? limits = null)
    {
        limits ??= FormatLimits.Default;
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        var start = bytes.Span.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty) return Refused("the file is empty");
        if (start[0] is (byte)'{' || (start[0] is (byte)'[' && !start.StartsWith("[Adblock"u8))) return Json(bytes, limits);
        return Text(bytes, asOf, list ?? new ListOptions(), limits);
    }

    static Imported Text(ReadOnlyMemory<byte> bytes, DateTimeOffset asOf, ListOptions list, FormatLimits limits)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.Span.Contains((byte)0)) return Refused("the file is no text in UTF-8");
        if (EpssReader.IsEpss(bytes.Span)) return EpssReader.Read(bytes, limits);
        using var text = new StringReader(Encoding.UTF8.GetString(bytes.Span));
        try
        {
            return ListReader.Read(text, list, asOf, limits);
        }
        catch (InvalidDataException wrong)
        {
            return Refused(wrong.Message);
        }
    }

    static Imported Json(ReadOnlyMemory<byte> bytes, FormatLimits limits)
    {
        if (BoundedFile.TryJson(bytes, out var problem) is not { } document)
        {
            // A bundle with one bad object is still read object by object, up to where it is torn.
            var stix = StixImport.Read(bytes, ImportedKind.Stix, limits);
            return stix.Objects.Count > 0 ? stix : Refused(problem);
        }

        using (document)
        {
            var root = document.RootElement;
            if (MispReader.IsEvent(root)) return MispReader.Read(root, limits);
            if (CsafReader.IsAdvisory(root)) return CsafReader.Read(root, limits);
            if (KevReader.IsCatalogue(root)) return KevReader.Read(root, limits);
            if (EpssReader.IsAnswer(root)) return EpssReader.Read(root, limits);
            if (OsvReader.IsOsv(root)) return OsvReader.Read(root, limits);
            if (StixImport.Recognise(root) is { } kind) return kind is ImportedKind.Stix20 ? StixImport.Upgrade(bytes, limits) : StixImport.Read(bytes, kind, limits);
            return Refused("this JSON is of no kind that is known: STIX, an envelope of TAXII, MISP, CSAF, KEV, EPSS or OSV");
        }
    }

    static Imported Refused(string reason) => new(ImportedKind.Unknown, [], [new Refusal("", reason)], []);
}
