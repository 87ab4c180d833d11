using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hoplite.Telemetry;

namespace Hoplite.Guard.Labels;

/// <summary>A short name for an event that is the same whenever the same evidence is read, and that holds no text of it.</summary>
public static class EventId
{
    /// <summary><c>ev-</c> and 16 hex digits of a hash of evidence, position and record number.</summary>
    public static string Of(EventRecord record) =>
        "ev-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{record.Source.Path}\n{record.Position}\n{record.RecordId}"))).AsSpan(0, 8));
}
