using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Response.Netfilter;

/// <summary>Another network namespace of this machine: a router or a container that is guarded from outside.</summary>
static partial class NetworkNamespace
{
    const int Network = 0x40000000;

    /// <summary>Does something in it, on a thread that ends with it, so that nothing else of the process ever gets there.</summary>
    /// <param name="path">Its file, such as <c>/run/netns/edge</c>.</param>
    /// <param name="what">What.</param>
    /// <exception cref="NetfilterException">There is no such namespace, or it may not be entered.</exception>
    public static T In<T>(string path, Func<T> what)
    {
        var (result, wrong) = (default(T), (Exception?)null);
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle(path);
                if (Enter(file, Network) < 0) throw NetfilterException.Of($"the network namespace {path} cannot be entered", Marshal.GetLastPInvokeError());
                result = what();
            }
            catch (Exception failed)
            {
                wrong = failed is IOException or UnauthorizedAccessException ? new NetfilterException($"the network namespace {path} cannot be opened: {failed.Message}") : failed;
            }
        });
        thread.Start();
        thread.Join();
        if (wrong is not null) ExceptionDispatchInfo.Throw(wrong);
        return result!;
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(SafeFileHandle file, int kind);
}
