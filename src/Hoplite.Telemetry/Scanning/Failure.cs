namespace Hoplite.Telemetry.Scanning;

/// <summary>Says in one clause why reading failed, without text of the evidence.</summary>
static class Failure
{
    public static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        EndOfStreamException => "ends too early",
        InvalidDataException => "packed data is damaged or cut off",
        PathTooLongException => "path too long",
        IOException => "input error",
        _ => $"reader stopped ({e.GetType().Name})",
    };
}
