using Microsoft.Win32.SafeHandles;

namespace Hoplite.Response.Responders.Files;

/// <summary>Brings a file to another file system: copied, on the disk, and only then gone from where it was.</summary>
static class FileCopy
{
    /// <summary>Moves a file; within a file system it only gets another name.</summary>
    /// <returns>Whether the other name was free.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static bool Move(SafeFileHandle from, string name, SafeFileHandle to, string other, FileState state)
    {
        var error = FileCalls.Move(from, name, to, other);
        if (error == FileCalls.Exists) return false;
        if (error == 0) return true;
        if (error != FileCalls.OtherDevice) throw new IOException($"{name} cannot be moved: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}");

        // Half a copy has a name of its own, so that it is never taken for the file.
        var draft = Draft(other);
        FileCalls.Unlink(to, draft, 0);
        using (var source = FileCalls.OpenIn(from, name, FileCalls.ReadOnly))
        using (var copy = FileCalls.OpenIn(to, draft, FileCalls.WriteOnly | FileCalls.Create | FileCalls.Exclusive, 0b110_000_000))
        {
            using var reader = new FileStream(source, FileAccess.Read, bufferSize: 0);
            using var writer = new FileStream(copy, FileAccess.Write, bufferSize: 0);
            reader.CopyTo(writer);
            writer.Flush(flushToDisk: true);

            // The name may be somebody else's by now; the descriptor is still the copy. Another owner takes away set-user-id, so rights come after it.
            Must(FileCalls.Own(copy, state.User, state.Group), name);
            Must(FileCalls.Mode(copy, state.Rights), name);
            Must(FileCalls.Times(copy, [state.Read.Seconds, state.Read.Nanoseconds, state.Written.Seconds, state.Written.Nanoseconds]), name);
        }

        if (FileCalls.Move(to, draft, to, other) != 0)
        {
            FileCalls.Unlink(to, draft, 0);
            return false;
        }

        FileCalls.Keep(to);
        Must(FileCalls.Unlink(from, name, 0), name);
        return true;
    }

    /// <summary>Gives a file of the quarantine its owner, rights and times again.</summary>
    public static void Dress(SafeFileHandle store, string name, FileState state)
    {
        Must(FileCalls.Own(store, name, state.User, state.Group, 0x100), name);
        Must(FileCalls.Mode(store, name, state.Rights, 0), name);
        Must(FileCalls.Times(store, name, [state.Read.Seconds, state.Read.Nanoseconds, state.Written.Seconds, state.Written.Nanoseconds], 0x100), name);
    }

    /// <summary>The name that half a copy has.</summary>
    public static string Draft(string name) => $".{name}.hoplite-new";

    static void Must(int result, string name)
    {
        if (result < 0) throw new IOException($"{name} cannot be changed: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(System.Runtime.InteropServices.Marshal.GetLastPInvokeError())}");
    }
}
