using System.Text.Json;
using System.Text.Json.Serialization;
using Hoplite.Detection;

namespace Hoplite.Store.Cases;

/// <summary>A finding as it is kept: whole, so that it can be grouped and shown again without its rule or its event being there any more.</summary>
static class FindingJson
{
    static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 32,
    };

    /// <summary>Writes a finding.</summary>
    public static byte[] Write(Finding finding) => JsonSerializer.SerializeToUtf8Bytes(finding, Options);

    /// <summary>Reads a finding.</summary>
    public static Finding Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Finding>(json, Options)!;
}
