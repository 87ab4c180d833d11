namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>One request with its response, as far as they have come.</summary>
sealed class HttpExchange
{
    public long Time { get; init; }

    public long Position { get; init; }

    public long Number { get; init; }

    public int Depth { get; init; }

    public byte[] Request { get; set; } = [];

    public byte[] Response { get; set; } = [];

    public long RequestBody { get; set; }

    public long ResponseBody { get; set; }

    public string? RequestType { get; set; }

    public string? ResponseType { get; set; }

    public bool ResponseIsCoded { get; set; }

    public bool IsHead => Request.AsSpan().StartsWith("HEAD "u8);

    public bool IsConnect => Request.AsSpan().StartsWith("CONNECT "u8);

    /// <summary>The status of the response; 0 when there is none.</summary>
    public int Status =>
        Response.Length >= 12 && System.Buffers.Text.Utf8Parser.TryParse(Response.AsSpan(9, 3), out int status, out var used) && used == 3 ? status : 0;
}
