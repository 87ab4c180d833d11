using System.Globalization;
using Hoplite.Server.Sources;
using Hoplite.Store.Spooling;

namespace Hoplite.Server.Listeners.Drop;

/// <summary>
/// Takes files that are put into a folder: EVTX, captures, exported events, logs. A file is taken when it has stopped growing, and
/// moved to <c>done</c> beneath the folder, or to <c>refused</c>.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="intake">Takes the pieces.</param>
/// <param name="sources">Every folder is a source.</param>
/// <param name="time">The clock.</param>
sealed class DropListener(string folder, Intake intake, SourceBook sources, TimeProvider time)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var source = sources.Seen("drop", folder);
        var done = Directory.CreateDirectory(Path.Combine(folder, "done")).FullName;
        var refused = Directory.CreateDirectory(Path.Combine(folder, "refused")).FullName;
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => !f.Name.StartsWith('.') && f.LinkTarget is null).OrderBy(f => f.Name, StringComparer.Ordinal).ToArray())
                {
                    // Whoever copies a large file is not done when its name appears.
                    var isWhole = sizes.TryGetValue(file.FullName, out var size) && size == file.Length;
                    sizes[file.FullName] = file.Length;
                    if (!isWhole) continue;
                    sizes.Remove(file.FullName);
                    await TakeAsync(file, source, done, refused, cancellation).ConfigureAwait(false);
                }

                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; a file that was begun goes on where its cursor says.
        }
    }

    async ValueTask TakeAsync(FileInfo file, EnrolledSource source, string done, string refused, CancellationToken cancellation)
    {
        try
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(file.Name)} {file.Length} {file.LastWriteTimeUtc.Ticks}");
            await using (var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                var offset = Resume(intake.CursorOf(source), name);
                while (DropPieces.Next(stream, offset) is { Bytes.Length: > 0 } piece)
                {
                    await intake.AcceptAsync(source, "", piece.Bytes, cursor: string.Create(CultureInfo.InvariantCulture, $"{name} {piece.Next}"), cancellation: cancellation).ConfigureAwait(false);
                    offset = piece.Next;
                }
            }

            Move(file, done);
        }
        catch (SpoolFullException)
        {
            // The file stays where it is and is taken up again.
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            sources.HealthOf(source.Id).Refused(bad is InvalidDataException ? bad.Message : "a file could not be read", time.GetUtcNow());
            Move(file, refused);
        }
    }

    static long Resume(string cursor, string name) =>
        cursor.StartsWith(name + " ", StringComparison.Ordinal) && long.TryParse(cursor.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;

    void Move(FileInfo file, string target)
    {
        try
        {
            var stamp = time.GetUtcNow().ToString("yyyyMMddTHHmmssfff", CultureInfo.InvariantCulture);
            file.MoveTo(Path.Combine(target, $"{stamp}-{file.Name}"));
        }
        catch (IOException)
        {
            // It is gone already, which is as good.
        }
    }
}
