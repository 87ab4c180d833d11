namespace Hoplite.Telemetry.Scanning;

/// <summary>What one worker does in one go: a file, a piece of a file, or some members of a zip archive.</summary>
/// <param name="File">The file on disk.</param>
/// <param name="Bytes">Its share of the file's bytes, for progress.</param>
/// <param name="Weight">About how much work it is; the heaviest tasks start first.</param>
/// <param name="Start">Offset of the piece.</param>
/// <param name="Length">Length of the piece; -1 when it is the whole file.</param>
/// <param name="Reader">The reader of a piece; null when the file is still to be sniffed.</param>
/// <param name="Members">Indices of the members of a zip archive; null for no archive.</param>
/// <param name="Budget">What the file may still unpack to; shared by its tasks.</param>
sealed record ScanTask(
    FileInfo File, long Bytes, long Weight, long Start, long Length, IEventReader? Reader, int[]? Members, Archives.UnpackBudget Budget);
