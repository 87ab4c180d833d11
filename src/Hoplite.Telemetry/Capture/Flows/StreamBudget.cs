namespace Hoplite.Telemetry.Capture;

/// <summary>What may wait for missing pieces, in one direction and in all together.</summary>
sealed class StreamBudget(CaptureOptions options)
{
    public int PerSide => options.MaxWaiting;

    public long Left { get; set; } = options.MaxWaitingTogether;
}
